"""Times of the service as datetimes, and as text for people."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

__all__ = ["TIME_FIELDS", "datetime_of", "local_time"]

# The fields that hold a Unix time.
TIME_FIELDS = frozenset(
    {
        "create_at",
        "create_time",
        "data_update_time",
        "file_time",
        "sample_time",
        "update_at",
        "update_ms",
        "update_time",
    }
)
_FIRST_TIME_IN_MILLISECONDS = 10**11


def datetime_of(time: int) -> datetime | None:
    """Returns a Unix time as a datetime in UTC.

    Args:
        time: Seconds since 1970; 10¹¹ and more are milliseconds.

    Returns:
        The datetime; None if it is out of range.
    """
    seconds = time / 1000 if abs(time) >= _FIRST_TIME_IN_MILLISECONDS else time
    try:
        return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=seconds)
    except OverflowError:
        return None


def local_time(time: int) -> str:
    """Returns a Unix time as text in the local time zone.

    Args:
        time: Seconds since 1970; 10¹¹ and more are milliseconds.

    Returns:
        Text like "2020-09-13 20:26:40 UTC+08:00"; the number if it is 0, which stands for no time, or out of range.
    """
    moment = datetime_of(time)
    if not time or moment is None:
        return str(time)
    try:
        local = moment.astimezone()
    except (OSError, OverflowError, ValueError):
        local = moment
    offset = local.strftime("%z")
    zone = "UTC" if offset.strip("+-0") == "" else f"UTC{offset[:3]}:{offset[3:5]}"
    return f"{local:%Y-%m-%d %H:%M:%S} {zone}"

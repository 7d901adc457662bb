"""The client: settings, credential and connections."""

# Written by tools/generate.py from api/settings.toml; do not edit.

from __future__ import annotations

from modelarts._modelarts import Poll  # noqa: TC001 typing.get_type_hints reads it
from modelarts.client.base_client import BaseClient
from modelarts.unset import UNSET, Unset

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import timedelta
else:
    from modelarts._deferred import timedelta

__all__ = ["ApiClient"]


class ApiClient(BaseClient):
    """Settings, credential and connections; made by `modelarts.config.create_client`.

    One client serves any number of threads and event loops, survives fork, and pickles. A pickled
    or deep-copied client holds where its settings come from, and reads them from there again; it
    holds a secret only if the secret was given in the code. A shallow copy shares the connections.
    """

    def with_options(
        self,
        *,
        timeout: float | Unset | str | timedelta | None = UNSET,
        max_retries: int | Unset = UNSET,
        poll: Poll | Unset = UNSET,
        validate: bool | Unset = UNSET,
        **_unknown: None,
    ) -> ApiClient:
        """Returns a copy with other options that shares the connections.

        An option that is left out is as here.

        Args:
            timeout: The limit for a whole call, retries included: seconds, a `timedelta`, or text
                such as '30s'; None for no limit.
            max_retries: How often a request is sent again after it failed, where that is safe.
            poll: How often waits poll their task.
            validate: Whether the documented limits of bodies and queries are checked before
                anything is sent. With False the service alone checks them, which may allow more;
                ids are checked in any case.

        Returns:
            The copy.

        Raises:
            InvalidParameterError: An option is out of range.
        """
        return self._with_options(
            {"timeout": timeout, "max_retries": max_retries, "poll": poll, "validate": validate},
            _unknown,
        )

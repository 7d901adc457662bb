"""The texts of `docs/peers.md` and `docs/peers.zh-CN.md`.

Cases and outcomes are in English; the tables here have their Chinese.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from clients import TIMEOUT_SECONDS
from responses import BOMB_MB, FLOOD_MB

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT, LIMIT_CHINESE = f"limit {TIMEOUT_SECONDS} s", f"时限 {TIMEOUT_SECONDS} s"

INTRODUCTION = f"""\
<!-- Written by peers/faults.py (`make peers`); do not edit. -->

# This package and the vendor's SDK in the same faults

[中文](peers.zh-CN.md)

[Reliability](reliability.md) says what this package promises. This page shows what it and the vendor's current SDK
did when they were run side by side, against the same server, each case and each client in a process of its own.

- Settings are the defaults, except a timeout of {TIMEOUT_SECONDS} seconds or what a case says. The vendor's timeout is
  for connecting and for the time between two bytes. "With 3 retries set" sets them for both; ours makes 3 by default.
- The vendor's SDK has no call for the tasks of datasets. Instead it reads a workspace by its id or, as a write, creates
  one, which are requests of the same form. It signs with access keys only, so it has no token that expires; it reads no
  `config.json` and has no waits and no coroutines. The outcomes show that as found.
- Seconds include creating the client. Long texts are cut in the middle. The name of the exception class or of the call
  at the beginning of a text is left out.
"""
INTRODUCTION_CHINESE = f"""\
<!-- Written by peers/faults.py (`make peers`); do not edit. -->

# 与官方 SDK 的对比

[English](peers.md)

[可靠性](reliability.zh-CN.md)说明本软件包的保证。本文列出本软件包与官方当前 SDK 在相同故障下的表现：
两者访问同一个服务器，每个用例中的每个客户端各在一个进程中运行。

- 除用例中说明的配置和 {TIMEOUT_SECONDS} 秒的超时外，均使用默认配置。官方 SDK 的超时分别适用于建立连接
  和两次收到数据的间隔。“设置重试 3 次”对两者都生效；本软件包默认重试 3 次。
- 官方 SDK 没有查询数据集任务的接口，因此改为按 ID 查询工作空间，修改类请求改为创建工作空间，请求的形式相同。
  官方 SDK 只支持 AK/SK 签名，因此没有会过期的 Token；它不读取 `config.json`，也没有等待方法和协程。结果如实列出。
- 时间包含创建客户端的时间。异常信息为英文原文；过长的文本省略中间部分，文本开头的异常类名或调用名称也省略。
"""

# Sections and cases. Those that aren't here, such as `..`, are the same in both languages.
TITLES: dict[str, str] = {
    "connection refused, unknown host": "连接被拒绝、主机名无法解析",
    "refused": "连接被拒绝",
    "unknown host": "主机名无法解析",
    "connecting or reading takes too long": "建立连接或读取响应超时",
    f"no connection ({LIMIT})": f"没有建立连接（{LIMIT_CHINESE}）",
    f"no response ({LIMIT})": f"没有响应（{LIMIT_CHINESE}）",
    f"half a response ({LIMIT})": f"只收到一半响应（{LIMIT_CHINESE}）",
    LIMIT: LIMIT_CHINESE,
    "a response that arrives one byte at a time": "响应逐字节到达",
    "connection reset in the body, body too short": "读取响应体时连接被重置、响应体过短",
    "reset, then fine": "连接被重置，之后正常",
    "short, then fine": "响应体过短，之后正常",
    "reset, with 3 retries set": "连接被重置，设置重试 3 次",
    "a write whose response is lost": "修改类请求的响应丢失",
    "reset": "连接被重置",
    "500, with 3 retries set": "500，设置重试 3 次",
    "truncated JSON, HTML with 200, empty body, `null`, a list": "不完整的 JSON、HTML、空响应体、`null`、列表",
    "truncated": "JSON 不完整",
    "empty": "为空",
    "a list": "列表",
    "redirect": "重定向",
    "to another host": "到其他主机",
    "allowed in the settings": "在配置中允许重定向",
    "429, or 503 with `Retry-After` (seconds or a date)": "429，或带 `Retry-After`（秒数或日期）的 503",
    "429, then fine": "429，之后正常",
    "429, with 3 retries set": "429，设置重试 3 次",
    "500, then fine": "500，之后正常",
    "502, then fine": "502，之后正常",
    "503, then fine": "503，之后正常",
    "504, then fine": "504，之后正常",
    "503 with a date (limit 5 s), then fine": "503 和日期（时限 5 s），之后正常",
    "429, in an hour": "429，一小时后重试",
    "500, 502, 503, 504": "500、502、503、504",
    "an expired token": "Token 过期",
    "at the second call": "第二次调用时",
    "expired keys of an agency": "委托的临时访问密钥过期",
    "a wrong clock": "时钟不准",
    "by an hour": "相差一小时",
    "JSON nested 100,000 deep": "嵌套十万层的 JSON",
    "invalid UTF-8": "无效的 UTF-8",
    "in the status": "在 status 中",
    "a duplicate key": "重复的键",
    "the status": "status",
    "integers beyond 64 bits, fractions, text instead of an integer": "整数超出 64 位、小数、文本代替整数",
    "an endless body, a compression bomb": "没有结尾的响应体、压缩炸弹",
    f"{FLOOD_MB} MB without a length": f"{FLOOD_MB} MB，未声明长度",
    f"{BOMB_MB} MB of blanks, compressed": f"{BOMB_MB} MB 空格，经过压缩",
    "a malformed id": "格式错误的 ID",
    "a blank": "空格",
    "with `/` and `?`": "含 `/` 和 `?`",
    "with `#` and `%`": "含 `#` 和 `%`",
    "with ESC": "含 ESC",
    "with CR LF": "含 CR LF",
    "a certificate that can't be trusted": "不可信的证书",
    "expired": "已过期",
    "another host's": "属于其他主机",
    "self-signed": "自签名",
    "unknown authority": "CA 未知",
    "a proxy": "代理",
    "in the environment": "在环境变量中",
    "and in NO_PROXY": "同时目标主机在 NO_PROXY 中",
    "refuses a tunnel": "拒绝建立隧道",
    "a missing or wrong configuration file": "配置文件缺失或错误",
    "missing": "文件不存在",
    "not JSON": "不是 JSON",
    "unknown context": "context 不存在",
    "dangling user": "user 不存在",
    "wrong type": "类型错误",
    "profile without a secret key": "profile 中没有 SK",
    "eight threads on one client": "八个线程共用一个客户端",
    "eight calls": "八次调用",
    "a fork after use": "使用客户端之后 fork",
    "five calls in each": "父子进程各五次调用",
    "a call": "调用",
    "a wait": "等待",
    "the interpreter exits during calls": "解释器在调用期间退出",
    "no response": "没有响应",
    "six threads, again and again": "六个线程不断调用",
    "coroutines and event loops": "协程和事件循环",
    "what there is": "有哪些协程",
    "awaited": "await",
    "timed out, theirs in a thread": "超时（官方 SDK 在线程中调用）",
    "three loops, theirs in a thread": "三个事件循环（官方 SDK 在线程中调用）",
    "a plain call in a running loop": "在运行中的事件循环里同步调用",
    "a pickled or copied client": "经 pickle 序列化或复制的客户端",
    "copy": "浅拷贝",
    "deep copy": "深拷贝",
    "an outage during a wait": "等待期间服务中断",
    "503, reset, 502 in between": "期间出现 503、连接重置、502",
    "secrets in texts": "文本中的敏感信息",
    "an error echoes them": "错误信息中含敏感信息",
    "a page with 200 echoes them": "状态码 200 的网页中含敏感信息",
    "a page with 500 echoes them": "状态码 500 的网页中含敏感信息",
}

PLACES = {
    "the client's repr": "客户端的 repr",
    "the response": "响应",
    "the error": "异常",
    "its attributes": "异常的属性",
    "the traceback": "traceback",
    "the log": "日志",
}

# The parts of an outcome, which "; " separates. Texts of exceptions stay as they are.
PARTS: dict[str, str | Callable[[re.Match[str]], str]] = {
    r"returned (.*)": r"返回 \1",
    r"(\w+) after (\d+) ms": r"\2 ms 后抛出 \1",
    r"the next call returned (.*)": r"下一次调用返回 \1",
    r"the other host was not asked": "没有请求另一主机",
    r"the other host got (.*)": r"另一主机收到 \1",
    r"signed with (.*), then (.*)": r"先后用 \1 和 \2 签名",
    r"(\d+) MB of memory": r"占用内存 \1 MB",
    r"(\d+) MB of memory, (\d+) MB sent": r"占用内存 \1 MB，已发送 \2 MB",
    r"sent (/.*)": r"发送 \1",
    r"warnings of 2 calls: (\d+)": r"2 次调用的警告数：\1",
    r"the proxy was asked: (.*) \(with password\)": r"代理收到请求：\1（含密码）",
    r"the proxy was not asked": "没有请求代理",
    r"its password is not shown": "未显示代理的密码",
    r"the file was not opened": "没有打开该文件",
    r"(\d) of 8 answered, all at once": r"8 次中 \1 次得到响应，并发进行",
    r"answered in the parent: (\d) of 5": r"得到响应的调用：父进程 5 次中 \1 次",
    r"in the child: (\d) of 5": r"子进程 5 次中 \1 次",
    r"in the child: none, it hangs \(ended after (\d+) s\)": r"子进程没有，一直不返回（\1 s 后终止）",
    r"calls that wait, of (\d+) public names: none": r"\1 个公开名称中没有等待方法",
    r"a clean end (\d) times of 5, after ([\d.]+) s at most": r"5 次中 \1 次正常退出，最长 \2 s",
    r"nothing on stderr": "标准错误没有输出",
    r"(\d+) lines on stderr, like (.*)": r"标准错误输出 \1 行，例如 \2",
    r"(\w+): of (\d+) methods, (\d+) are coroutines": r"\1：\2 个方法中有 \3 个协程",
    r"the request goes on": "请求继续进行",
    r"the request was dropped": "请求已放弃",
    r"((?:GET|POST)(?: GET| POST)*)": r"依次发送 \1",
    r"shown in: (.*)": lambda found: f"出现于：{_places(found[1])}",
    r"not shown in: (.*)": lambda found: f"未出现于：{_places(found[1])}",
}
# Outcomes that a run may not have.
RARE_PARTS: dict[str, str] = {
    r"the proxy was asked: (.*) \(without password\)": r"代理收到请求：\1（不含密码）",
    r"its password is shown": "显示了代理的密码",
    r"(\d) of 8 answered, one after the other": r"8 次中 \1 次得到响应，依次进行",
    r"calls that wait, of (\d+) public names: (.*)": r"\1 个公开名称中的等待方法：\2",
    r"hangs \(ended after (\d+) s\)": r"一直不返回（\1 s 后终止）",
    r"the process ended with (-?\d+): (.*)": r"进程以 \1 退出：\2",
    r"no end in time": "没有及时结束",
}
COUNTS = re.compile(r"(.*) \(([\d.]+ s)(?:, (\d+) requests?)?(?:, (\d+) connections?)?\)")


def _places(text: str) -> str:
    return "、".join(PLACES[place] for place in text.split(", "))


def _part(text: str) -> str:
    for pattern, chinese in {**PARTS, **RARE_PARTS}.items():
        if found := re.fullmatch(pattern, text):
            return chinese(found) if callable(chinese) else found.expand(chinese)
    return text


def _words(text: str) -> str:
    parts = text.split("; ")
    first, *others = [(part, _part(part)) for part in parts]
    return first[1] + "".join(f"; {part}" if part == chinese else f"；{chinese}" for part, chinese in others)


def _title(text: str) -> str:
    return TITLES.get(text, text)


def _outcome(text: str) -> str:
    counts = COUNTS.fullmatch(text)
    if not counts:
        return _words(text)
    words, seconds, requests, connections = counts.groups()
    numbers = [seconds, requests and f"{requests} 个请求", connections and f"{connections} 个连接"]
    return f"{_words(words)}（{'，'.join(filter(None, numbers))}）"


def _unchanged(text: str) -> str:
    return text


class Language(NamedTuple):
    """A language: the end of the document's name, its texts, and how the words of cases and outcomes are said in it."""

    suffix: str
    introduction: str
    ran_with: str
    case: str
    title: Callable[[str], str]
    outcome: Callable[[str], str]


ENGLISH = Language(".md", INTRODUCTION, "Run with {}.\n", "case", _unchanged, _unchanged)
CHINESE = Language(".zh-CN.md", INTRODUCTION_CHINESE, "运行环境：{}。\n", "用例", _title, _outcome)

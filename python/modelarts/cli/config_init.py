"""`modelarts config init`: asks for the settings of a context, tries them, and writes them."""

from __future__ import annotations

import time
from typing import Any

from modelarts._modelarts import diagnose_settings, known_regions
from modelarts.cli.config_change import warn_of_variables
from modelarts.cli.config_file import file_of
from modelarts.cli.exit_code import ExitCode
from modelarts.cli.output import print_error, print_line
from modelarts.cli.questions import ask, ask_secret, confirm
from modelarts.client.api import DatasetApi
from modelarts.config import create_client
from modelarts.errors import AuthenticationError, ConfigError, ModelArtsError
from modelarts.language import message
from modelarts.log import write_to_standard_error
from modelarts.responses.base import raise_if_failed
from modelarts.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from modelarts.cli.config_file import ConfigFile
    from modelarts.cli.parser import Parser

__all__ = ["add_action"]

_EXAMPLES = """\
  modelarts config init
  modelarts config init --context test --region eu-de
"""
# A longer list of projects is not shown.
_MAX_PROJECTS = 20
_CLUSTER = ("region", "endpoint", "iam_endpoint")
# A key that no service accepts, to check what doesn't depend on the credential.
_NO_CREDENTIAL = {"access_key": "A", "secret_key": "S"}


def add_action(actions: argparse._SubParsersAction[Parser]) -> None:
    """Adds the action to those of `config`.

    Args:
        actions: The actions of `modelarts config`.
    """
    help_text = message("ask for the settings of a context, try them, and write them to the configuration file")
    action = actions.add_parser("init", help=help_text, description=help_text, examples=_EXAMPLES)
    action.add_argument("--config-file", metavar="FILE", help=message("the configuration file"))
    action.add_argument("--context", metavar="NAME", help=message("the name of the context"))
    action.add_argument("--region", metavar="NAME", help=message("the region, instead of the question"))
    action.add_argument("--endpoint", metavar="URL", help=message("the endpoint of ModelArts, instead of the region's"))
    action.add_argument("--debug", action="store_true", help=message("write a line for each request on standard error"))
    action.set_run(_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.debug:
        write_to_standard_error("debug")
    file = file_of(arguments.config_file)
    _tell(message("The settings are written to {file}. Ctrl-C ends without writing.", file=printable(file.path)))
    context = arguments.context or ask(message("Name of the context"), file.current)
    is_there = file.context(context) is not None
    if is_there and not confirm(
        message("The context {context} exists. Replace its settings?", context=printable(context))
    ):
        _tell(message("Nothing was written."))
        return ExitCode.ERROR
    settings = _where(arguments.region, arguments.endpoint)
    while True:
        settings = {**settings, **_credential()}
        outcome = _try(settings)
        if outcome is not None:
            break
    settings, works = outcome
    if not works and not confirm(message("The settings did not work. Write them all the same?")):
        _tell(message("Nothing was written."))
        return ExitCode.ERROR
    with file.changing():
        if not is_there and file.context(context) is not None:
            raise ConfigError(
                message(
                    "another process has added the context {context} meanwhile; nothing was written",
                    context=printable(context),
                )
            )
        _fill(file, context, settings)
        file.save(context)
    _report(file, context)
    return ExitCode.OK


def _where(region: str | None, endpoint: str | None) -> dict[str, str]:
    """Asks for region and endpoints, until a client could use them."""
    if not region:
        for cloud, regions in known_regions():
            if regions:
                _tell(message("Regions of {cloud}: {regions}", cloud=cloud, regions=", ".join(regions)))
    while True:
        settings = {"region": region or ask(message("Region"))}
        if endpoint:
            settings["endpoint"] = endpoint
            settings.update(_asked("iam_endpoint", message("Endpoint of IAM (leave it empty for the region's)")))
        problem = _problem({**settings, **_NO_CREDENTIAL})
        if problem is None:
            return settings
        _tell(problem)
        region = None
        question = message("Endpoint of ModelArts, if the region is right (else leave it empty)")
        endpoint = ask(question) if settings["region"] else None
        region = settings["region"] if endpoint else None


def _asked(name: str, question: str) -> dict[str, str]:
    """Asks for a setting that may be left out."""
    answer = ask(question)
    return {name: answer} if answer else {}


def _credential() -> dict[str, str]:
    """Asks for an access key or a user, until it is one as a whole."""
    _tell(message("Sign in with: 1 an access key (AK/SK), 2 a user and a password"))
    while True:
        choice = ask(message("1 or 2"), "1")
        if choice not in ("1", "2"):
            continue
        if choice == "1":
            found = {"access_key": ask(message("Access key (AK)"))}
            found["secret_key"] = ask_secret(message("Secret key (SK; it is not shown): "))
        else:
            found = _asked("account", message("Account name (leave it empty if the user is the account itself)"))
            found["username"] = ask(message("User name"))
            found["password"] = ask_secret(message("Password (it is not shown): "))
        problem = _problem({"region": "cn-north-4", **found})
        if problem is None:
            return found
        _tell(problem)


def _problem(settings: dict[str, str]) -> str | None:
    """Returns what keeps a client from being made from settings."""
    try:
        _, _, problems, _ = diagnose_settings(settings, False)
    except ConfigError as error:
        return str(error)
    return "\n".join(text for _, text, _ in problems) or None


def _try(settings: dict[str, Any]) -> tuple[dict[str, str], bool] | None:
    """Asks for the project, and calls the service.

    Returns the settings and whether they work; None if the credential is to be asked for again.
    """
    try:
        settings = {**settings, **_project(settings)}
        with create_client(**settings) as client:
            started = time.monotonic()
            raise_if_failed(DatasetApi(client).query_dataset(limit=1))
            elapsed = round(time.monotonic() - started, 3)
    except AuthenticationError as error:
        print_error(f"modelarts: {error}")
        if confirm(message("Enter the credential again?"), default=True):
            return None
        return settings, False
    except ModelArtsError as error:
        print_error(f"modelarts: {error}")
        return settings, False
    _tell(message("The service responded after {seconds} s.", seconds=elapsed))
    return settings, True


def _project(settings: dict[str, Any]) -> dict[str, str]:
    """Asks for the project, of those that IAM lists if it can."""
    try:
        with create_client(**settings) as client:
            projects = client._core.projects()
    except AuthenticationError:
        raise
    except ModelArtsError as error:
        _tell(message("The projects can't be listed: {problem}", problem=error))
        projects = []
    region = settings["region"]
    # A project of another region is of no use here.
    offered = [project for project in projects if project[1].split("_")[0] == region] or projects
    if not offered:
        is_needed = "password" not in settings
        question = message("Project id") if is_needed else message("Project id (leave it empty for the region's)")
        while True:
            found = _asked("project_id", question)
            if found or not is_needed:
                return found
    for number, (project_id, name) in enumerate(offered[:_MAX_PROJECTS], 1):
        _tell(f"  {number}  {printable(name)}  {printable(project_id)}")
    usual = next((number for number, (_, name) in enumerate(offered, 1) if name == region), 1)
    while True:
        answer = ask(message("Project: a number, a name or an id"), str(usual))
        for number, (project_id, name) in enumerate(offered, 1):
            if answer in (str(number), name, project_id):
                return {"project_id": project_id}
        _tell(message("{answer} is none of these projects", answer=printable(answer)))


def _fill(file: ConfigFile, context: str, settings: dict[str, str]) -> None:
    """Replaces the settings of a context."""
    is_first = not file.contexts
    members = file.add(context, "context")
    members.pop("project_id", None)
    members.pop("project_name", None)
    cluster = file.renew(context, "cluster")
    for name in _CLUSTER:
        cluster.pop(name, None)
    user = file.renew(context, "user")
    user.clear()
    for name, value in settings.items():
        part = cluster if name in _CLUSTER else members if name == "project_id" else user
        part[name] = value
    if is_first and file.current != context:
        file.use(context)


def _report(file: ConfigFile, context: str) -> None:
    print_line(
        message("The context {context} is written to {file}.", context=printable(context), file=printable(file.path))
    )
    warn_of_variables("region", "endpoint")
    if file.current != context:
        print_line(message("To use it everywhere: {command}", command=f"modelarts config use {context}"))


def _tell(text: str) -> None:
    for line in text.splitlines():
        print_error(line)

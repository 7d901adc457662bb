"""The documented samples, and those of the docstrings, on the emulator."""

from __future__ import annotations

import asyncio
import doctest
import inspect
from typing import Any

import pytest

import documented_calls
from documented_calls import CALLS, DocumentedCall
from modelarts import AsyncDatasetApi, DatasetApi, Poll

QUICK = Poll(initial=0.001, maximum=0.01)
every_call = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)


@every_call
def test_the_sample_of_a_docstring_runs_as_it_says(call: DocumentedCall) -> None:
    with documented_calls.emulator() as emulator, emulator.create_client(poll=QUICK) as client:
        names = {"datasetapi": DatasetApi(client)}
        text = inspect.getdoc(getattr(DatasetApi, call.name)) or ""
        sample = doctest.DocTestParser().get_doctest(text, names, call.name, None, None)
        assert sample.examples
        assert doctest.DocTestRunner().run(sample) == doctest.TestResults(failed=0, attempted=len(sample.examples))


@every_call
def test_the_sample_of_a_docstring_is_the_documented_one(call: DocumentedCall) -> None:
    text = inspect.getdoc(getattr(DatasetApi, call.name)) or ""
    first = doctest.DocTestParser().get_examples(text)[0].source
    words = "".join(first.split()).removeprefix("resp=")
    if not call.is_only_listed:
        assert words == "".join(call.sample.split())


@every_call
def test_the_documented_sample_runs_on_the_emulator_in_both_faces(call: DocumentedCall) -> None:
    def run(api: Any) -> Any:
        sample = call.sample.replace('{"anything": [1, {"goes": None}]}', '{"deleted_url": ["dog.jpg"]}')
        return eval(sample, {"datasetapi": api})

    with documented_calls.emulator() as emulator, emulator.create_client(poll=QUICK) as client:
        response = run(DatasetApi(client))
    with documented_calls.emulator() as emulator, emulator.create_client(poll=QUICK) as client:

        async def awaited() -> Any:
            return await run(AsyncDatasetApi(client))

        again = asyncio.run(awaited())
        assert [(request["method"], request["path"]) for request in emulator.requests[1:]] == [(call.method, call.path)]
    assert type(again) is type(response)
    assert again.keys() == response.keys()
    documented = call.response.keys() if not call.is_only_listed else response.keys()
    assert response.keys() == documented

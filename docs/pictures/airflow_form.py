"""Draws the form of a connection of Airflow in Chromium: `airflow_form.py ADDRESS FOLDER`.

`ADDRESS` is that of an API server with `[core] simple_auth_manager_all_admins`, `FOLDER` that of the
pictures. Needs playwright, and Chromium of the system.
"""

from __future__ import annotations

import sys

from playwright.sync_api import sync_playwright


def main(address: str, folder: str) -> None:
    """Opens the form as a user does, selects the type, and opens the extra fields."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1100, "height": 2400}, locale="en-US")
        page.goto(f"{address}/connections")
        page.get_by_role("button", name="Add Connection").first.click()
        page.get_by_role("combobox").last.click()
        page.keyboard.type("ModelArts")
        page.get_by_text("Huawei Cloud ModelArts").last.click()
        page.get_by_label("Connection ID").or_(page.locator('input[name="connection_id"]')).first.fill(
            "modelarts_default"
        )
        page.wait_for_timeout(1000)
        page.get_by_role("dialog").screenshot(path=f"{folder}/airflow-connection.png")
        page.get_by_text("Extra Fields", exact=True).click()
        page.wait_for_timeout(1000)
        page.get_by_role("dialog").screenshot(path=f"{folder}/airflow-connection-extra.png")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

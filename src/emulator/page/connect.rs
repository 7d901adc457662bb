//! How to connect.

use axum::http::request::Parts;

use super::html::{Html, date, escaped};
use crate::emulator::control_api::PREFIX;
use crate::emulator::http::origin::requested_host;
use crate::emulator::state::AppState;
use crate::message;
use crate::message::Message;

const PROGRAM: &str = "\
from modelarts import DatasetApi, config

datasetapi = DatasetApi(config.create_client())
print(datasetapi.query_dataset())
";

/// Writes the section.
pub(super) fn write(html: &mut Html, state: &AppState, head: &Parts) {
    let host = requested_host(&head.headers);
    let host = host.map_or_else(|| "127.0.0.1".to_owned(), |host| host.to_string());
    let url = format!("http://{host}");
    html.raw("<section>\n<h2>")
        .text(message!("Connect"))
        .raw("</h2>\n<dl>\n");
    for (name, value) in facts(state, &url) {
        let value = value.text(html.language);
        html.raw("<dt>")
            .text(name)
            .raw("</dt><dd>")
            .raw(&escaped(&value))
            .raw("</dd>\n");
    }
    html.raw("</dl>\n");
    html.paragraph(message!(
        "A client needs the configuration file of the emulator, which has the credentials. `modelarts \
         emulator` prints its path when it starts; in Python `emulator.write_config(folder)` writes \
         one, and `emulator.activate()` makes it known to the process."
    ));
    html.code("export MODELARTS_CONFIG=/…/config.json");
    html.code(PROGRAM);
    if state.control.is_none() {
        html.paragraph(message!(
            "The control interface is off. `modelarts emulator --control` switches it on, for tests in \
             other processes and languages."
        ));
        return;
    }
    html.paragraph(message!(
        "The control interface is on: with its token, programs in any language get the configuration \
         file and control the emulator."
    ));
    html.code(&format!(
        "curl -H \"Authorization: Bearer $MODELARTS_EMULATOR_TOKEN\" {url}{PREFIX}/config"
    ));
}

fn facts(state: &AppState, url: &str) -> Vec<(Message, Message)> {
    let identity = &state.authenticator.identity;
    let pace = state.pace.as_secs_f64();
    let mut facts = vec![
        (message!("Endpoint of ModelArts and IAM"), url.into()),
        (message!("Project ID"), identity.project_id.as_str().into()),
        (message!("Region"), identity.region.as_str().into()),
        (message!("Account"), identity.account.as_str().into()),
        (message!("User"), identity.username.as_str().into()),
        (
            message!("Credentials"),
            if state.authenticator.verify {
                message!("are checked")
            } else {
                message!("are not checked: every request is accepted")
            },
        ),
        (
            message!("State of a task"),
            message!("lasts {pace} s", pace),
        ),
        (
            message!("Clock"),
            date(state.clock.now().as_microsecond() as f64 / 1e6).into(),
        ),
    ];
    // Others have nothing to do with the folders of this machine.
    if state.loopback_only {
        let root = state.datasets.obs.path.display().to_string();
        facts.push((message!("OBS folder"), root.into()));
    }
    facts
}

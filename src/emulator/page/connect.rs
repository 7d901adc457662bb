//! How to connect.

use axum::http::request::Parts;

use super::html::{Html, date, escaped};
use crate::emulator::control_api::PREFIX;
use crate::emulator::http::origin::requested_host;
use crate::emulator::state::AppState;
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
        html.raw("<dt>").text(name).raw("</dt><dd>");
        match value {
            Fact::Code(text) => html.raw("<code>").raw(&escaped(&text)).raw("</code>"),
            Fact::Words(words) => html.text(words),
        };
        html.raw("</dd>\n");
    }
    html.raw("</dl>\n");
    html.paragraph(message!(
        "A client needs the configuration file of the emulator, which has the credentials. `modelarts \
         emulator` prints its path when it starts; in Python `emulator.write_config(folder)` writes \
         one, and `emulator.activate()` sets the environment of the process."
    ));
    html.code("export MODELARTS_CONFIG=/…/config.json");
    html.code(PROGRAM);
    if state.control.is_none() {
        html.paragraph(message!(
            "The control interface is off. `modelarts emulator --control` switches it on, for tests in \
             other processes and languages."
        ));
        html.raw("</section>\n");
        return;
    }
    html.paragraph(message!(
        "The control interface is on: with its token, programs in any language get the configuration \
         file and control the emulator."
    ));
    html.code(&format!(
        "curl -H \"Authorization: Bearer $MODELARTS_EMULATOR_TOKEN\" {url}{PREFIX}/config"
    ));
    html.raw("</section>\n");
}

/// Addresses and credentials for clients.
enum Fact {
    /// What is written as it is.
    Code(String),
    Words(Message),
}

fn facts(state: &AppState, url: &str) -> Vec<(Message, Fact)> {
    let identity = &state.authenticator.identity;
    let code = |text: &str| Fact::Code(text.to_owned());
    let credentials = if state.authenticator.verify {
        message!("are checked")
    } else {
        message!("are not checked: every request is accepted")
    };
    let pace = state.pace.as_secs_f64();
    let clock = date(state.clock.now().as_microsecond() as f64 / 1e6);
    let mut facts = vec![
        (message!("Endpoint of ModelArts and IAM"), code(url)),
        (message!("Project ID"), code(&identity.project_id)),
        (message!("Region"), code(&identity.region)),
        (message!("Account"), code(&identity.account)),
        (message!("User"), code(&identity.username)),
        (message!("Credentials"), Fact::Words(credentials)),
        (
            message!("State of a task"),
            Fact::Words(message!("lasts {pace} s", pace)),
        ),
        (message!("Clock"), Fact::Code(clock)),
    ];
    // Others have nothing to do with the folders of this machine.
    if state.loopback_only {
        let root = state.datasets_v1.obs.path.display().to_string();
        facts.push((message!("OBS folder"), Fact::Code(root)));
    }
    facts
}

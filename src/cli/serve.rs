//! `onrecord serve`: the record in the browser.

use super::failure::Remedy;
use super::through::Host;
use super::{Context, Outcome};
use anyhow::Context as _;
use clap::Args;
use onrecord::server::Server;
use std::sync::Arc;

/// Show the record in the browser: read, search, ask, judge
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  onrecord serve                    then open http://localhost:7777/
  onrecord serve --port 8080 --by Mira
  curl -H 'Accept: text/csv' --data-urlencode 'query@mine.rq' http://localhost:7777/sparql

Only this machine can reach it. It stops with Ctrl-C. While it runs, other commands go through it:
`onrecord ingest`, `onrecord judge` and the rest work as ever, and the pages show what they did.")]
pub struct Arguments {
    /// The port; 0 for any that is free
    #[arg(long, value_name = "N", default_value_t = 7777)]
    port: u16,
    /// Who judges, where a form in the browser names nobody
    #[arg(long, env = "ONRECORD_JUDGE", value_name = "NAME")]
    by: Option<String>,
}

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    let record = context.record_for_itself()?;
    let server = Server::bind(arguments.port)
        .with_context(|| format!("port {} cannot be used", arguments.port))
        .remedy("Give another --port, or 0 for any that is free.")?;
    let page = format!("http://localhost:{}/", server.port());
    let shared = server.share(record, arguments.by)?;
    let host = Host::open(&context.store, Arc::clone(&shared), page.clone())
        .with_context(|| format!("{} cannot be written", context.store.display()))?;
    context.say(format_args!("the record is at {page} until you press Ctrl-C"));
    let served = server.run(shared);
    host.close();
    served?;
    Ok(Outcome::Found)
}

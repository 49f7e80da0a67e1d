//! Names that the user gives, where the answer may be that nobody goes by them.

use super::Context;
use onrecord::name::{self, Found};
use onrecord::store::Record;

/// The IRIs of all that go by a name; `None` where nothing does, which the user is then told with the nearest names.
pub fn iris(context: &Context, record: &Record, name: &str) -> anyhow::Result<Option<Vec<String>>> {
    match name::look_up(record, record.base().as_str(), name)? {
        Found::Entities(entities) => Ok(Some(entities.into_iter().map(|entity| entity.iri).collect())),
        Found::Nothing(nearest) => {
            context.say(Found::nothing(name, &nearest));
            Ok(None)
        }
    }
}

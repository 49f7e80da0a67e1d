//! One program of tests from the outside: what a user does, and the rules of the house.
//!
//! Each file tells one kind of story with a [`workspace::Workspace`]: a folder with articles and a record, and
//! the program run in it. What needs the folder `../shared` prints `skipped: needs ../shared` where it is absent.

mod across;
mod ask;
mod bad_input;
mod care;
mod endpoint;
mod evaluate;
mod export;
mod faults;
mod formats;
mod gazetteer;
mod gold;
mod help;
mod house_rules;
mod judge;
mod readme;
mod same_record;
mod serve;
mod shards;
mod through;
mod user;
mod watch;
mod workspace;

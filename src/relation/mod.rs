//! How claims stand to each other across articles.
//!
//! Two claims are compared by their words, names, numbers, days and negation, and by who makes them
//! ([`Circumstances`]): [`Comparer::read`], then [`compare`] weighs all that ([`SIGNS`]) and gives a [`Likeness`] or
//! nothing. [`relate`] then says how the remarks that express the two stand to each other: who repeats, denies,
//! confirms, contradicts or updates whom. All of it is a function of what is compared and of nothing else, so the
//! relations of a record do not depend on the order in which articles came. Which claims are worth comparing is said by
//! their [`Content::keys`]: two claims with too few of them in common are not compared.

mod compare;
mod content;
mod evidence;
mod foresight;
mod number;
mod rarity;
mod remark;

#[cfg(test)]
mod tests;

pub use compare::{Conflict, Likeness, compare};
pub use content::{Comparer, Content};
pub use evidence::{Circumstances, SIGNS};
pub use foresight::{Foreseen, foresee, foresee_all};
pub use remark::{Ground, Relation, Remark, Remarks, relate};

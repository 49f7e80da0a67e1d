//! Chance that can be had again: the same seed gives the same faults.

use std::time::Duration;

/// SplitMix64 (Steele, Lea and Flood 2014).
pub struct Chance(u64);

impl Chance {
    /// By the seed that `ONRECORD_SEED` gives, and the name of a test, so that each has its own.
    pub fn of(test: &str) -> Self {
        let seed = std::env::var("ONRECORD_SEED").ok();
        let seed = seed.map_or(6_u64, |seed| seed.parse().expect("ONRECORD_SEED is a number"));
        println!("{test}: ONRECORD_SEED={seed}");
        let mixed = test
            .bytes()
            .fold(seed, |mixed, byte| mixed.rotate_left(9) ^ u64::from(byte));
        Self(mixed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below another one.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    /// A time no longer than another one.
    pub fn within(&mut self, longest: Duration) -> Duration {
        let most = usize::try_from(longest.as_micros()).unwrap();
        Duration::from_micros(self.below(most + 1) as u64)
    }

    /// Changes bytes: cuts them off, or changes one bit of them; says what and where.
    pub fn damage(&mut self, bytes: &mut Vec<u8>) -> (Damage, usize) {
        let place = self.below(bytes.len());
        if self.below(3) == 0 {
            bytes.truncate(place);
            return (Damage::Cut, place);
        }
        bytes[place] ^= 1 << self.below(8);
        (Damage::Flipped, place)
    }
}

/// What was done to bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// What stood from a place on is missing.
    Cut,
    /// One bit of a byte is another.
    Flipped,
}

//! Finds keys that stand twice in one object of a JSON text: parsing keeps only the last, so what the others hold would be lost.

use super::reader::Reader;
use crate::refusal::{Fault, Path};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::{collections::BTreeSet, fmt};

/// Notes every repeated key of `json`, a text that has been parsed already.
///
/// # Errors
/// None for a text that is JSON.
pub fn check(reader: &Reader, json: &str) -> serde_json::Result<()> {
    Keys { reader, path: Path::default() }.deserialize(&mut serde_json::Deserializer::from_str(json))
}

/// Walks one value at its place.
struct Keys<'a> {
    reader: &'a Reader,
    path: Path,
}

impl<'de> DeserializeSeed<'de> for Keys<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Keys<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut index = 0;
        while items.next_element_seed(Keys { reader: self.reader, path: self.path.index(index) })?.is_some() {
            index += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(key) = fields.next_key::<String>()? {
            let path = self.path.field(&key);
            if !seen.insert(key) {
                self.reader.refuse(&path, Fault::Duplicate);
            }
            fields.next_value_seed(Keys { reader: self.reader, path })?;
        }
        Ok(())
    }
}

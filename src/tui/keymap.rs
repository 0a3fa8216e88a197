//! From keys to actions: sequences looked up by context.

use super::action::{Action, Context};
use super::key::{Key, sequence_in_words};
use super::table::table;

/// What the keys typed so far mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// This action.
    Action(Action),
    /// The beginning of a longer sequence.
    Beginning,
    /// Nothing.
    Nothing,
}

/// Sequences of keys by context.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: Vec<(Context, Vec<Key>, Action)>,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut bindings = Vec::new();
        for entry in table() {
            for (context, sequences) in &entry.keys {
                bindings.extend(sequences.iter().map(|keys| (*context, keys.clone(), entry.action)));
            }
        }
        Keymap { bindings }
    }
}

impl Keymap {
    /// What these keys mean while `context` has the keyboard.
    pub fn meaning(&self, context: Context, keys: &[Key]) -> Meaning {
        let within = |c: &Context| context.chain().contains(c);
        let mut meaning = Meaning::Nothing;
        for (_, sequence, action) in self.bindings.iter().filter(|(c, ..)| within(c)) {
            if sequence == keys {
                return Meaning::Action(*action);
            }
            if sequence.starts_with(keys) {
                meaning = Meaning::Beginning;
            }
        }
        meaning
    }

    /// The keys of an action while `context` has the keyboard, the nearest context's first.
    pub fn keys_of(&self, context: Context, action: Action) -> impl Iterator<Item = &[Key]> {
        let in_one = move |near: &'static Context| {
            self.bindings.iter().filter(move |(c, _, a)| c == near && *a == action)
        };
        context.chain().iter().flat_map(in_one).map(|(_, keys, _)| keys.as_slice())
    }

    /// The first of the keys of an action while `context` has the keyboard, as people write it; empty where it has none.
    pub fn first_key(&self, context: Context, action: Action) -> String {
        self.keys_of(context, action).next().map_or(String::new(), sequence_in_words)
    }

    /// Bindings that begin with these keys while `context` has the keyboard.
    pub fn beginning_with(&self, context: Context, keys: &[Key]) -> impl Iterator<Item = (&[Key], Action)> {
        let within = move |c: &Context| context.chain().contains(c);
        self.bindings
            .iter()
            .filter(move |(c, sequence, _)| within(c) && sequence.starts_with(keys))
            .map(|(_, sequence, action)| (sequence.as_slice(), *action))
    }

    /// Every two bindings that take each other's key: the same sequence, or one the beginning of the other, in
    /// contexts that are looked up together.
    #[cfg(test)]
    pub fn conflicts(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (at, (context, keys, action)) in self.bindings.iter().enumerate() {
            for (other_context, other, other_action) in &self.bindings[at + 1..] {
                let together = Context::ALL
                    .iter()
                    .any(|c| c.chain().contains(context) && c.chain().contains(other_context));
                if together && (keys.starts_with(other) || other.starts_with(keys)) {
                    let (one, two) = (sequence_in_words(keys), sequence_in_words(other));
                    found.push(format!(
                        "`{one}` ({}) is {action:?}, `{two}` ({}) is {other_action:?}",
                        context.word(),
                        other_context.word()
                    ));
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_bound_twice() {
        assert_eq!(Keymap::default().conflicts(), Vec::<String>::new());
    }

    #[test]
    fn a_key_bound_twice_is_noticed() {
        let check = |context, keys: &str, conflicting: bool| {
            let mut map = Keymap::default();
            map.bindings.push((context, Key::parse_sequence(keys).unwrap(), Action::Repaint));
            assert_eq!(!map.conflicts().is_empty(), conflicting, "{context:?} {keys}");
        };
        check(Context::List, "y", true);
        check(Context::Screen, "y", true);
        check(Context::List, "g", true);
        check(Context::List, "f 1 2", true);
        check(Context::Everywhere, "tab", true);
        check(Context::Reader, "z", false);
        check(Context::List, "z", false);
    }

    #[test]
    fn the_nearest_key_is_named_first() {
        let map = Keymap::default();
        let first =
            |context| map.keys_of(context, Action::PageDown).next().map(super::super::key::sequence_in_words);
        assert_eq!(first(Context::List).as_deref(), Some("ctrl-d"));
        assert_eq!(first(Context::Picker).as_deref(), Some("pagedown"));
        assert_eq!(first(Context::Note), None);
    }

    #[test]
    fn sequences_are_followed() {
        let check = |context, keys: &str, meaning| {
            let keys = Key::parse_sequence(keys).unwrap();
            assert_eq!(Keymap::default().meaning(context, &keys), meaning, "{context:?} {keys:?}");
        };
        check(Context::List, "g", Meaning::Beginning);
        check(Context::List, "g g", Meaning::Action(Action::Top));
        check(Context::List, "g y", Meaning::Nothing);
        check(Context::List, "3", Meaning::Action(Action::TagCluster(3)));
        check(Context::Facets, "f 3", Meaning::Action(Action::FilterCluster(3)));
        check(Context::Facets, "3", Meaning::Nothing);
        check(Context::Facets, "y", Meaning::Nothing);
        check(Context::Search, "y", Meaning::Nothing);
        check(Context::Note, "ctrl-z", Meaning::Action(Action::Suspend));
    }
}

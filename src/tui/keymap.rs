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

/// A sequence of keys that means an action in a context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Where.
    pub context: Context,
    /// The keys, one after the other.
    pub keys: Vec<Key>,
    /// What they mean.
    pub action: Action,
}

/// Sequences of keys by context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut bindings = Vec::new();
        for entry in table() {
            for (context, sequences) in &entry.keys {
                bindings.extend(sequences.iter().map(|keys| Binding {
                    context: *context,
                    keys: keys.clone(),
                    action: entry.action,
                }));
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
        for binding in self.bindings.iter().filter(|b| within(&b.context)) {
            if binding.keys == keys {
                return Meaning::Action(binding.action);
            }
            if binding.keys.starts_with(keys) {
                meaning = Meaning::Beginning;
            }
        }
        meaning
    }

    /// The keys of an action while `context` has the keyboard, the nearest context's first.
    pub fn keys_of(&self, context: Context, action: Action) -> impl Iterator<Item = &[Key]> {
        let in_one = move |near: &'static Context| {
            self.bindings.iter().filter(move |b| b.context == *near && b.action == action)
        };
        context.chain().iter().flat_map(in_one).map(|b| b.keys.as_slice())
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
            .filter(move |b| within(&b.context) && b.keys.starts_with(keys))
            .map(|b| (b.keys.as_slice(), b.action))
    }

    /// The keys of an action that are set in this very context.
    pub fn keys_in(&self, context: Context, action: Action) -> impl Iterator<Item = &[Key]> {
        let here = move |b: &&Binding| b.context == context && b.action == action;
        self.bindings.iter().filter(here).map(|b| b.keys.as_slice())
    }

    /// Every binding.
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// Every binding, out of the map.
    pub fn take_bindings(&mut self) -> Vec<Binding> {
        std::mem::take(&mut self.bindings)
    }

    /// Sets every binding.
    pub fn set_bindings(&mut self, bindings: Vec<Binding>) {
        self.bindings = bindings;
    }

    /// The places of every two bindings that take each other's key: the same sequence, or one the beginning of the
    /// other, in contexts that are looked up together.
    pub fn clashes(&self) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (at, one) in self.bindings.iter().enumerate() {
            for (n, other) in self.bindings.iter().enumerate().skip(at + 1) {
                let chains =
                    |c: &Context| c.chain().contains(&one.context) && c.chain().contains(&other.context);
                let one_key = one.keys.starts_with(&other.keys) || other.keys.starts_with(&one.keys);
                if one_key && Context::ALL.iter().any(chains) {
                    found.push((at, n));
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
        let map = Keymap::default();
        let told: Vec<_> =
            map.clashes().iter().map(|(a, b)| (&map.bindings[*a], &map.bindings[*b])).collect();
        assert_eq!(told, []);
    }

    #[test]
    fn a_key_bound_twice_is_noticed() {
        let check = |context, keys: &str, conflicting: bool| {
            let mut map = Keymap::default();
            let keys = Key::parse_sequence(keys).unwrap();
            map.bindings.push(Binding { context, keys: keys.clone(), action: Action::Repaint });
            assert_eq!(!map.clashes().is_empty(), conflicting, "{context:?} {keys:?}");
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

//! What a file of cue words holds.

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub language: String,
    pub common: Vec<String>,
    pub abbreviations: Vec<String>,
    pub headings: Headings,
    pub lead_ins: LeadIns,
    pub items: Items,
    pub responses: Responses,
    /// Names before a colon of whom a recommendation asks.
    #[serde(default)]
    pub addressees: Vec<String>,
    /// Names before a colon of what was answered.
    #[serde(default)]
    pub answers: Vec<String>,
    /// Names before a colon of other things that are said of a recommendation: its deadline, its priority.
    #[serde(default)]
    pub details: Vec<String>,
    #[serde(default)]
    pub recommend: Vec<Recommend>,
    #[serde(default)]
    pub weaken: Vec<Weaken>,
    #[serde(default)]
    pub actors: Vec<Actor>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Actor {
    pub name: String,
    pub phrases: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Headings {
    pub announce: Vec<String>,
    pub may_announce: Vec<String>,
    pub exclude: Vec<String>,
    pub mute: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LeadIns {
    pub announce: Vec<String>,
    pub exclude: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Items {
    pub verbs: Vec<String>,
    pub endings: Vec<String>,
    pub not_endings: Vec<String>,
    pub first_person: Vec<String>,
    pub not_verbs: Vec<String>,
    pub adverbs: Vec<String>,
    pub ask: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Responses {
    pub supported: Vec<String>,
    pub noted: Vec<String>,
    pub under_examination: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Recommend {
    pub weight: f32,
    pub reason: String,
    pub phrases: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Weaken {
    pub factor: f32,
    pub reason: String,
    pub phrases: Vec<String>,
}

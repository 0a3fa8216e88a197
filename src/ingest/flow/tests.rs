//! Tests of the flow.

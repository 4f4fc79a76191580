//! Random schedules against the session machine: a model of the server, the network, the consumer and the tools,
//! driven by a virtual clock from one seed, with the laws of the machine held against every output.

#![allow(
    clippy::missing_panics_doc,
    clippy::cast_precision_loss,
    clippy::unchecked_time_subtraction,
    clippy::neg_cmp_op_on_partial_ord,
    clippy::trivially_copy_pass_by_ref,
    clippy::too_many_arguments,
    reason = "a test says what is wrong by panicking; its values are small and its conditions are what must hold"
)]

pub mod campaign;
pub mod cover;
mod laws;
pub mod plan;
pub mod script;
pub mod server;
pub mod vocabulary;
pub mod watch;
pub mod world;

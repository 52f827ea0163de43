//! The screens as people meet them: one file each.

pub mod desk;
pub mod form;
pub mod panel;
pub mod receipt;

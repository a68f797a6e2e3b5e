//! A real GNOME Keyring.

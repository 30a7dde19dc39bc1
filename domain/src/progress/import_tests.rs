//! What a row of a filled form comes to.

package io.longwire.admission;

/** What the door says to a newcomer: a place, {@link AddressSlot}, or the reason why there is none, {@link Refusal}. */
public sealed interface Admission permits AddressSlot, Refusal {}

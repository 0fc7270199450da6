package gabarit.standin;

/** Stands in for the super properties that are generated beside the runtime. */
public final class SuperProperties extends SuperValues {}

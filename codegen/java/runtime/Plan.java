package gabarit.standin;

import java.util.List;

/** Stands in for the plan that is generated beside the runtime, so that the runtime can be compiled and tested alone. */
final class Plan {
  static final String SLUG = "stand-in";
  static final int VERSION = 0;
  static final String HASH = "";

  /** The group type of calls that name none, or null. */
  static final String FIRST_GROUP = null;

  static final Purposes USER_PURPOSES = new Purposes(null);

  /** Purposes that nobody is asked for: they stand until people object. */
  static final List<String> OBJECTABLE = List.of("Z");

  private Plan() {}
}

package gabarit.standin;

import java.util.Collections;
import java.util.Map;

/** A JSON object that its builder has finished; it never changes. The same source for every plan. Do not edit. */
public abstract class Payload {
  private final Map<String, Object> values;
  private final RuntimeException problem;

  protected Payload(Values values) {
    this.values = Collections.unmodifiableMap(values.toMap());
    problem = values.problem();
  }

  /** By their keys on the wire. */
  final Map<String, Object> values() {
    if (problem != null) throw problem;
    return values;
  }

  @Override
  public final boolean equals(Object other) {
    return other != null && other.getClass() == getClass() && ((Payload) other).values.equals(values);
  }

  @Override
  public final int hashCode() {
    return values.hashCode();
  }

  /** What leaves, as JSON. */
  @Override
  public final String toString() {
    return Json.write(values);
  }
}

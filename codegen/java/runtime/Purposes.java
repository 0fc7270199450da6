package gabarit.standin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What people must agree to: of a whole call, and of single keys of it, which are left out until then. The same source for every
 * plan. Do not edit.
 */
public final class Purposes {
  static final Purposes NONE = new Purposes(null);

  final String ofCall;
  private final Map<String, List<String>> keysOf = new LinkedHashMap<>();

  /** The purpose of the whole call, or null. */
  public Purposes(String ofCall) {
    this.ofCall = ofCall;
  }

  /** The keys of one purpose. */
  public Purposes keys(String purpose, String... keys) {
    keysOf.put(purpose, List.of(keys));
    return this;
  }

  boolean hasKeys() {
    return !keysOf.isEmpty();
  }

  /** The values whose purposes are agreed to. */
  Map<String, Object> permitted(Map<String, Object> values, Function<String, Boolean> agreed) {
    if (keysOf.isEmpty()) return values;
    Map<String, Object> kept = new LinkedHashMap<>(values);
    keysOf.forEach((purpose, keys) -> {
      if (!Boolean.TRUE.equals(agreed.apply(purpose))) keys.forEach(kept::remove);
    });
    return kept;
  }
}

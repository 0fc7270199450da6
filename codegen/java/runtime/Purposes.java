package gabarit.standin;

import java.util.ArrayList;
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
  private final Map<String, List<String>> ofKeys = new LinkedHashMap<>();

  /** The purpose of the whole call, or null. */
  public Purposes(String ofCall) {
    this.ofCall = ofCall;
  }

  /** The purposes of one key. */
  public Purposes key(String key, String... purposes) {
    ofKeys.put(key, List.of(purposes));
    return this;
  }

  boolean hasKeys() {
    return !ofKeys.isEmpty();
  }

  /** The values whose purposes are agreed to. */
  Map<String, Object> permitted(Map<String, Object> values, Function<String, Boolean> agreed) {
    if (ofKeys.isEmpty()) return values;
    Map<String, Object> kept = new LinkedHashMap<>(values);
    List<String> refused = new ArrayList<>();
    ofKeys.forEach((key, purposes) -> {
      if (!purposes.stream().allMatch(purpose -> Boolean.TRUE.equals(agreed.apply(purpose)))) refused.add(key);
    });
    kept.keySet().removeAll(refused);
    return kept;
  }
}

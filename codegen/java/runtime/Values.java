package gabarit.standin;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values of an object while it is built. They leave in the order of the plan, in whatever order they were given. What is
 * wrong with a value is told where the object is sent, never thrown here. The same source for every plan. Do not edit.
 */
public final class Values {
  private static final Object ABSENT = new Object();

  private final String[] keys;
  private final Object[] slots;
  private Map<String, Object> others = Map.of();
  private RuntimeException problem;

  public Values(String... keys) {
    this.keys = keys;
    slots = new Object[keys.length];
    Arrays.fill(slots, ABSENT);
  }

  /** Null leaves the key out. */
  public void set(int slot, Object value) {
    put(slot, value == null ? ABSENT : value);
  }

  /** Null is a value of its own. */
  public void setNullable(int slot, Object value) {
    put(slot, value);
  }

  private void put(int slot, Object value) {
    slots[slot] = value == ABSENT ? ABSENT : copied(value);
  }

  /** A key that the plan does not name; what was given for a key that it names stands. */
  public void add(String key, Object value) {
    if (others.isEmpty()) others = new LinkedHashMap<>();
    others.put(String.valueOf(key), copied(value));
  }

  private Object copied(Object value) {
    try {
      return Json.copy(value);
    } catch (RuntimeException wrong) {
      problem = wrong;
      return null;
    } catch (Exception undeclared) {
      problem = new IllegalArgumentException("a value cannot be read", undeclared);
      return null;
    } catch (StackOverflowError wrong) {
      problem = new IllegalArgumentException("a value is nested too deep", wrong);
      return null;
    }
  }

  RuntimeException problem() {
    return problem;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int slot = 0; slot < keys.length; slot++) {
      if (slots[slot] != ABSENT) map.put(keys[slot], slots[slot]);
    }
    others.forEach((key, value) -> {
      if (!map.containsKey(key)) map.put(key, value);
    });
    return map;
  }
}

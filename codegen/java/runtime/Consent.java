package gabarit.standin;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What people agreed to, purpose by purpose; what is not said is not decided. Never changes: each method gives a copy. The same
 * source for every plan. Do not edit.
 */
public final class Consent {
  private static final Consent UNDECIDED = new Consent(false, Map.of());

  private final boolean all;
  private final Map<String, Boolean> answers;

  private Consent(boolean all, Map<String, Boolean> answers) {
    this.all = all;
    this.answers = answers;
  }

  /** Nothing is decided yet. */
  public static Consent undecided() {
    return UNDECIDED;
  }

  /** Agreed to every purpose of the plan. */
  public static Consent granted() {
    return new Consent(true, Map.of());
  }

  public Consent agree(ConsentPurpose... purposes) {
    return with(true, purposes);
  }

  public Consent refuse(ConsentPurpose... purposes) {
    return with(false, purposes);
  }

  private Consent with(boolean answer, ConsentPurpose... purposes) {
    Map<String, Boolean> next = new LinkedHashMap<>(answers);
    for (ConsentPurpose purpose : purposes) next.put(purpose.wire(), answer);
    return new Consent(all, next);
  }

  /** This, and where it says nothing what was said before. */
  Consent over(Consent earlier) {
    if (all) return this;
    Map<String, Boolean> next = new LinkedHashMap<>(earlier.answers);
    next.putAll(answers);
    return new Consent(earlier.all, next);
  }

  /** True, false, or null when it is not decided. */
  Boolean answer(String purpose) {
    Boolean said = answers.get(purpose);
    return said == null && all ? Boolean.TRUE : said;
  }
}

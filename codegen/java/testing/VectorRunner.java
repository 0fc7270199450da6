package gabarit.standin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judges the vectors that the validators of every language share, and prints those it judges otherwise than the server. */
final class VectorRunner {
  public static void main(String[] arguments) throws Exception {
    int count = 0;
    for (Object one : (List<?>) JsonReader.read(Files.readString(Path.of(arguments[0])))) {
      Map<?, ?> vector = (Map<?, ?>) one;
      for (Object test : (List<?>) vector.get("tests")) {
        Map<?, ?> expected = (Map<?, ?>) test;
        Validator.Fault fault = Validator.check(vector.get("spec"), Json.copy(expected.get("value")), "");
        boolean isAlike = fault == null
            ? Boolean.TRUE.equals(expected.get("valid"))
            : fault.path.equals(expected.get("path")) && fault.keyword.equals(expected.get("keyword"));
        count++;
        if (isAlike) continue;
        String told = fault == null ? "valid" : fault.path + " " + fault.keyword;
        System.out.println(vector.get("name") + ": " + Json.write(expected) + " but " + told);
      }
    }
    // Compared with each other, these would take minutes.
    List<Object> many = new ArrayList<>();
    for (int at = 0; at < 200_000; at++) many.add(Map.of("at", at));
    if (Validator.check(List.of("uniqueItems", true), many, "") != null) System.out.println("different items are alike");
    System.out.println(count + " values judged");
  }
}

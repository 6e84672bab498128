package playhouse.models.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What {@code evaluate} answered.
 *
 * @param exit its code
 * @param out standard output
 * @param err standard error
 */
record Asked(int exit, String out, String err) {

  static Asked evaluate(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        EvaluateMain.run(
            List.of(arguments),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Asked(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  JsonNode json() {
    try {
      return new ObjectMapper().readTree(out);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(out + err, e);
    }
  }

  List<String> keys() {
    return json().properties().stream().map(entry -> entry.getKey()).toList();
  }

  double figure(String name) {
    return json().path(name).asDouble();
  }
}

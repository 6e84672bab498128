package playhouse.models.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import playhouse.models.files.BadFile;
import playhouse.models.files.Texts;
import playhouse.models.text.Sentence;

/**
 * CLINC's file: parts named train, val and test, and those out of scope beside each.
 *
 * @param name of the file
 * @param root of its JSON
 */
record IntentFile(String name, JsonNode root) {
  private static final String OUTSIDE = "oos";

  static IntentFile read(Path file) {
    try (Reader reader = Texts.open(file)) {
      JsonNode root = new ObjectMapper().readTree(reader);
      if (!root.isObject()) {
        throw new BadFile(file + " is no JSON object of lists of [text, intent]");
      }
      return new IntentFile(file.toString(), root);
    } catch (JsonProcessingException e) {
      throw new BadFile(file + " is no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new BadFile("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  boolean has(String part) {
    return !part(part).isEmpty();
  }

  /** What is asked in an examination: the test part, else validation, else all there is. */
  List<Sentence> asked() {
    for (String part : List.of("test", "val", "train")) {
      if (has(part)) {
        return part(part);
      }
    }
    throw new BadFile(name + " has no sentences under \"test\", \"val\" or \"train\"");
  }

  /** A part with what lies out of scope beside it. */
  List<Sentence> part(String part) {
    List<Sentence> sentences = new ArrayList<>();
    add(root.path(part), sentences);
    add(root.path(OUTSIDE + "_" + part), sentences);
    return List.copyOf(sentences);
  }

  private void add(JsonNode list, List<Sentence> sentences) {
    for (JsonNode pair : list) {
      if (pair.size() != 2 || !pair.path(0).isTextual() || !pair.path(1).isTextual()) {
        throw new BadFile(name + ": " + pair + " is no [text, intent]");
      }
      String intent = pair.path(1).asText();
      sentences.add(
          new Sentence(
              pair.path(0).asText(),
              intent.equals(OUTSIDE) ? Optional.empty() : Optional.of(intent)));
    }
  }
}

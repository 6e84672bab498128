package playhouse.models.recommend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A stored recommender: a folder, named by its version, with {@code model.bin} and its card. */
public final class ModelFolder {
  /** The model's name in cards, pointers and the registry. */
  public static final String NAME = "recommender";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT);

  private ModelFolder() {}

  /**
   * Stores a model under the folder of all versions. A version that is there already stays as it
   * is, so that storing twice changes nothing.
   *
   * @return the card of the stored version
   * @throws UncheckedIOException if it cannot be written
   */
  public static ModelCard store(Path versions, RecommenderModel model, Training training) {
    byte[] content = ModelBytes.encode(model);
    String sha256 = sha256(content);
    ModelCard card = training.card(model, sha256.substring(0, 12), sha256);
    Path folder = versions.resolve(card.version());
    if (Files.exists(folder)) {
      return card(folder);
    }
    try {
      Files.createDirectories(versions);
      Path draft = Files.createTempDirectory(versions, ".draft-");
      Files.write(draft.resolve("model.bin"), content);
      Files.write(draft.resolve("card.json"), JSON.writeValueAsBytes(card));
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store the model in " + folder, e);
    }
    return card;
  }

  /**
   * Reads the card in a version's folder.
   *
   * @throws ModelUnreadable if there is none
   */
  public static ModelCard card(Path folder) {
    try {
      return JSON.readValue(folder.resolve("card.json").toFile(), ModelCard.class);
    } catch (IOException e) {
      throw new ModelUnreadable("no readable card.json in " + folder, e);
    }
  }

  /**
   * Reads the model in a version's folder, checked against its card.
   *
   * @throws ModelUnreadable if it is missing, damaged or of another format
   */
  static RecommenderModel load(Path folder) {
    ModelCard card = card(folder);
    byte[] content;
    try {
      content = Files.readAllBytes(folder.resolve("model.bin"));
    } catch (IOException e) {
      throw new ModelUnreadable("no readable model.bin in " + folder, e);
    }
    if (!sha256(content).equals(card.sha256())) {
      throw new ModelUnreadable("model.bin in " + folder + " is not the one of its card");
    }
    return ModelBytes.decode(content, card.version());
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

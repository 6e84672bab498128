package playhouse.audience.live;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import playhouse.audience.act.Act;
import playhouse.audience.act.AdBreak;
import playhouse.audience.act.Entitled;
import playhouse.audience.act.Interacted;
import playhouse.audience.act.LostStop;
import playhouse.audience.act.Moderated;
import playhouse.audience.act.Noted;
import playhouse.audience.act.Paid;
import playhouse.audience.act.Registered;
import playhouse.audience.act.Returned;
import playhouse.audience.act.Watched;
import playhouse.audience.customers.Customer;

/**
 * What live runs have acted out, an act a line in JSON, so that a later run, or whoever asks for
 * the truth, knows it; and up to when accounts have been lived through.
 */
public final class Journal implements AutoCloseable {

  private static final String CUSTOMER = "customer";
  private static final ObjectMapper JSON =
      new ObjectMapper().addMixIn(Act.class, Kinds.class).registerModule(FactForm.module());

  private final BufferedWriter writer;

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Watched.class, name = "watched"),
    @JsonSubTypes.Type(value = LostStop.class, name = "lost-stop"),
    @JsonSubTypes.Type(value = Interacted.class, name = "interacted"),
    @JsonSubTypes.Type(value = AdBreak.class, name = "ad-break"),
    @JsonSubTypes.Type(value = Registered.class, name = "registered"),
    @JsonSubTypes.Type(value = Entitled.class, name = "entitled"),
    @JsonSubTypes.Type(value = Paid.class, name = "paid"),
    @JsonSubTypes.Type(value = Returned.class, name = "returned"),
    @JsonSubTypes.Type(value = Moderated.class, name = "moderated"),
    @JsonSubTypes.Type(value = Noted.class, name = "noted")
  })
  private interface Kinds {}

  /** Goes on with the journal in a file. */
  public Journal(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Reads a journal; a last line that was cut off by a crash is left out. */
  public static void read(Path file, Consumer<Act> acts, LongConsumer livedUntil) {
    lines(
        file,
        node -> {
          if (node.has("livedUntil")) {
            livedUntil.accept(node.get("livedUntil").asLong());
          } else if (!node.has(CUSTOMER)) {
            acts.accept(JSON.treeToValue(node, Act.class));
          }
        });
  }

  private interface Line {
    void read(JsonNode node) throws IOException;
  }

  private static void lines(Path file, Line each) {
    if (!Files.exists(file)) {
      return;
    }
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.endsWith("}")) {
          each.read(JSON.readTree(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Those who have an account with the services, as they were last known. */
  public static Collection<Customer> customers(Path file) {
    Map<Integer, Customer> last = new TreeMap<>();
    lines(
        file,
        node -> {
          if (node.has(CUSTOMER)) {
            Customer customer = JSON.treeToValue(node.get(CUSTOMER), Customer.class);
            last.put(customer.index(), customer);
          }
        });
    return last.values();
  }

  /** This is how somebody who has an account with the services is known now. */
  void known(Customer customer) {
    try {
      line("{\"" + CUSTOMER + "\":" + JSON.writeValueAsString(customer) + "}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void acted(Act act) {
    try {
      line(JSON.writerFor(Act.class).writeValueAsString(act));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything up to here is on disk, and accounts have been lived through until then. */
  void livedUntil(long millis) {
    try {
      line("{\"livedUntil\":" + millis + "}");
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the journal", e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the journal", e);
    }
  }

  private void line(String line) throws IOException {
    writer.write(line);
    writer.write('\n');
  }
}

package playhouse.serving.platform.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.access.Caller;

/**
 * What a route is asked, by whom.
 *
 * @param id of the request, in answers, logs and the audit log
 * @param address that it comes from: the connection's, or what a proxy says that we know
 */
public record Request(Context http, Caller caller, String id, String address) {
  /** As large as any body may be. */
  private static final int SMALL = 64 * 1024;

  private static final int LONGEST_FIELD = 16_384;
  private static final String BODY = "body";

  /** The body as one of those, checked by the annotations on its fields. */
  public <T> T body(Class<T> type) {
    Object before = http.attribute(BODY);
    if (type.isInstance(before)) {
      return type.cast(before);
    }
    T body = Bodies.read(http.bodyAsBytes(), type);
    http.attribute(BODY, body);
    return body;
  }

  /** The same of a protocol of others: what it says besides is passed over. */
  public <T> T known(Class<T> type) {
    return Bodies.readKnown(http.bodyAsBytes(), type);
  }

  /**
   * The fields of a form.
   *
   * @throws Refusal 400 if one is sent twice, or is too long
   */
  public Map<String, String> form() {
    Map<String, String> fields = new HashMap<>();
    http.formParamMap()
        .forEach(
            (name, values) -> {
              if (values.size() != 1 || values.get(0).length() > LONGEST_FIELD) {
                throw Refusal.bad(name, "must be sent once, and not be too long");
              }
              fields.put(name, values.get(0));
            });
    return Map.copyOf(fields);
  }

  /** The body as it came. */
  public byte[] bytes() {
    return http.bodyAsBytes();
  }

  /**
   * The same where it may be larger than other bodies.
   *
   * @throws Refusal 413 if it is larger than that, too
   */
  public byte[] bytes(int most) {
    long told = http.req().getContentLengthLong();
    if (told >= 0 && told <= SMALL) {
      return bytes();
    }
    try {
      byte[] all = http.bodyInputStream().readNBytes(most + 1);
      if (all.length > most) {
        throw Refusal.of(413, "it has " + most + " bytes at most");
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it came by TLS, here or at who stands before us. */
  public boolean secure() {
    return http.scheme().equals("https")
        || header("X-Forwarded-Proto").filter("https"::equals).isPresent();
  }

  /** A header; empty if it was not sent. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(http.header(name));
  }

  /** A cookie; empty if it was not sent. */
  public Optional<String> cookie(String name) {
    return Optional.ofNullable(http.cookie(name));
  }

  /**
   * Whether what is a person's is the caller's to know: a viewer has to do with their own alone.
   */
  public boolean mayKnow(UUID person) {
    return caller.mayKnow(person);
  }

  /** Part of the path. */
  public String path(String name) {
    return http.pathParam(name);
  }

  /** Part of the path that is an id. */
  public UUID id(String name) {
    try {
      return UUID.fromString(path(name));
    } catch (IllegalArgumentException e) {
      throw Refusal.bad(name, "must be a UUID");
    }
  }

  /** A parameter of the query; empty if it is not given or blank. */
  public Optional<String> query(String name) {
    return Parameters.text(http, name);
  }

  /** One that others made, and that may be long. */
  public Optional<String> longQuery(String name) {
    return Parameters.text(http, name, LONGEST_FIELD);
  }

  /**
   * The person that it is about: for a viewer themselves, for a machine whom it names.
   *
   * @param named by the request; empty if it names nobody
   * @throws Refusal 400 if nobody is named; 404 if a viewer names somebody else, for whether there
   *     is such a person is not theirs to know
   */
  public UUID person(Optional<UUID> named) {
    UUID person =
        named.or(caller::person).orElseThrow(() -> Refusal.bad("person", "must be given"));
    if (!caller.mayKnow(person)) {
      throw Refusal.missing("there is no such person");
    }
    return person;
  }
}

package playhouse.local.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import playhouse.local.process.LocalFailure;

/** What somebody who asks Trino may see and do; the first part of the name they ask under. */
public enum Role {
  /** Reads what is made of facts, with people unknown to them. */
  ANALYST,
  /** Reads everything. */
  STEWARD,
  /** Reads and writes everything; makes the views. */
  SERVICE;

  /** The role of that name. */
  public static Role of(String name) {
    return Arrays.stream(values())
        .filter(role -> role.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new LocalFailure(
                    LocalFailure.USAGE,
                    "there is no role '"
                        + name
                        + "': "
                        + Arrays.stream(values())
                            .map(Role::text)
                            .collect(Collectors.joining(", "))));
  }

  /** Its name, and the user name of its demonstration token. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The user name under which {@code person} has this role, such as {@code analyst.ana}. */
  public String user(String person) {
    if (!person.matches("[a-z0-9][a-z0-9_-]{0,62}")) {
      throw new LocalFailure(
          LocalFailure.USAGE,
          "a user is named in small letters, digits, - and _, not '" + person + "'");
    }
    return text() + "." + person;
  }

  /** A regular expression of all user names that have it. */
  public String users() {
    return text() + "(\\..+)?";
  }
}

package playhouse.contracts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody is to the platform; the first part of the name in their token. */
public enum Role {
  /** Watches and listens; speaks for one person, or for one account. */
  VIEWER,
  /** Books ads and reads their reports. */
  ADVERTISER,
  /** Delivers content under contract. */
  SUPPLIER,
  /** Makes content here. */
  CREATOR,
  /** Answers those who need help. */
  AGENT,
  /** Decides what may stay. */
  MODERATOR,
  /** Reads numbers, with people unknown to them. */
  ANALYST,
  /** Keeps the platform running. */
  OPERATOR,
  /** Decides who may do what. */
  ADMIN,
  /** A machine of the platform itself. */
  SERVICE;

  /** As it stands in tokens: small letters. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that name; empty if there is none. */
  public static Optional<Role> of(String text) {
    return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
  }
}

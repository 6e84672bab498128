package playhouse.serving.identity.mfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Settings;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Address;
import playhouse.serving.identity.accounts.Letters;
import playhouse.serving.identity.accounts.Origin;
import playhouse.serving.identity.codes.Codes;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.identity.sessions.Where;
import playhouse.serving.identity.signin.SignIn;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.messages.Messages;
import playhouse.serving.platform.store.ServicesDatabase;

/** Of whom a second factor is asked, and how long who guesses must rest. */
class SecondFactorsTest {
  private static final Where SOMEWHERE = new Where("192.0.2.0/24", "Telly/3", Optional.empty());

  @TempDir Path folder;

  private final HandClock clock = new HandClock(Instant.parse("2026-12-01T10:00:00Z"));
  private ServicesDatabase database;
  private Messages messages;
  private Accounts accounts;
  private SignIn signIn;
  private Account ana;

  @BeforeEach
  void open() throws Exception {
    Path secrets = folder.resolve("identity.json");
    Files.writeString(secrets, "{\"seal\":\"" + "0123456789abcdef".repeat(2) + "\"}");
    Seal seal = Seal.in(secrets);
    database = EmptyServices.open();
    messages = new Messages(database, Settings.of(Map.of()), clock);
    Letters letters = new Letters(messages);
    accounts = new Accounts(clock);
    Mfa mfa = new Mfa(seal, new Codes(seal, clock), letters, clock);
    Sessions sessions = new Sessions(database, clock);
    signIn = new SignIn(accounts, sessions, mfa.factors(), letters, clock);
    Accounts.Wanted wanted =
        new Accounts.Wanted(
            Address.of("address", "ana@example.org"), Optional.empty(), "en", Origin.UNTOLD);
    ana =
        database.write(
            tx ->
                accounts.begin(
                    tx, "identity", wanted, List.of("terms/2026-11", "privacy/2026-11")));
  }

  @AfterEach
  void close() {
    messages.close();
    database.close();
  }

  private SignIn.Entered entered(String method) {
    return database.write(tx -> signIn.shown(tx, ana, SOMEWHERE, method));
  }

  private boolean phone() {
    return database.write(
        tx -> {
          FactorStore.phone(tx, ana.id(), "+12022000123", clock.instant());
          return true;
        });
  }

  @Test
  void noneIsAskedForAfterAPasskeyAndOneIsAfterEverythingElse() {
    assertThat(entered("password")).isInstanceOf(SignIn.Entered.In.class);
    assertThat(phone()).isTrue();
    for (String one : List.of("password", "link", "sso")) {
      assertThat(entered(one)).as(one).isInstanceOf(SignIn.Entered.Half.class);
    }
    assertThat(entered("passkey")).isInstanceOf(SignIn.Entered.In.class);
  }

  private List<String> kinds() {
    return database.read(handle -> FactorStore.kinds(handle, ana.id()));
  }

  @Test
  void whatIsClosedKeepsNoFactor() {
    assertThat(phone()).isTrue();
    assertThat(kinds()).containsExactly("sms");
    database.write(
        tx -> {
          accounts.close(tx, ana.id());
          return true;
        });
    assertThat(kinds()).isEmpty();
  }

  @Test
  void whoGuessesRestsLongerEachTimeButNeverForGood() {
    Guesses guesses = new Guesses(clock);
    int looked = 0;
    Instant begin = clock.instant();
    while (clock.instant().isBefore(begin.plus(Duration.ofDays(30)))) {
      try {
        database.write(
            tx -> {
              guesses.check(tx, ana.id(), "elsewhere");
              return guesses.wrong(tx, ana.id(), "elsewhere");
            });
        looked++;
      } catch (Refusal e) {
        clock.forward(Duration.ofMinutes(1));
      }
    }
    assertThat(looked).isBetween(10 + 30 * 4 - 5, 10 + 30 * 4 + 15);
    clock.forward(Duration.ofHours(6));
    database.read(
        handle -> {
          guesses.check(handle, ana.id(), "elsewhere");
          return true;
        });
    database.write(
        tx -> {
          guesses.wrong(tx, ana.id(), "elsewhere");
          guesses.check(tx, ana.id(), Guesses.place(Optional.of(ana.id())));
          return true;
        });
    assertThatThrownBy(
            () ->
                database.read(
                    handle -> {
                      guesses.check(handle, ana.id(), "elsewhere");
                      return true;
                    }))
        .isInstanceOf(Refusal.class);
    clock.forward(Duration.ofDays(8));
    int forgotten = database.write(guesses::forgetOld);
    assertThat(forgotten).isEqualTo(1);
  }
}

package playhouse.serving.identity.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Settings;
import playhouse.serving.EmptyServices;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Address;
import playhouse.serving.identity.accounts.Letters;
import playhouse.serving.identity.accounts.Origin;
import playhouse.serving.identity.federation.remote.Arrived;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.identity.sessions.Where;
import playhouse.serving.identity.signin.SignIn;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.messages.Messages;
import playhouse.serving.platform.store.ServicesDatabase;

/** Who has shown themselves at another provider and has a second factor here, shows it, too. */
class SecondFactorAfterSsoTest {
  private static final Where HERE = new Where("127.0.0.0/24", "test", Optional.empty());
  private static final Arrived WHO =
      new Arrived("https://id.example.org", "ana", Optional.of("s-1"), Optional.empty());
  private ServicesDatabase database;
  private Messages messages;
  private Sessions sessions;
  private SignIn signIn;
  private Federation federation;
  private UUID account;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("identity.json");
    Files.writeString(file, "{\"seal\":\"" + "0123456789abcdef".repeat(3) + "\"}");
    Clock clock = Clock.systemUTC();
    database = EmptyServices.open();
    messages = new Messages(database, Settings.of(Map.of()), clock);
    Accounts accounts = new Accounts(clock);
    sessions = new Sessions(database, clock);
    signIn =
        new SignIn(accounts, sessions, (tx, id) -> List.of("totp"), new Letters(messages), clock);
    federation = new Federation(accounts, sessions, signIn, OtherWays.NONE, Seal.in(file), clock);
    Accounts.Wanted wanted =
        new Accounts.Wanted(
            Address.of("address", "ana@example.org"), Optional.empty(), "en", Origin.UNTOLD);
    account =
        database.write(
            tx -> {
              Account begun =
                  accounts.begin(tx, "S4.3", wanted, List.of("terms/2026-11", "privacy/2026-11"));
              FederationStore.link(tx, "good", WHO, begun.id(), clock.instant());
              return begun.id();
            });
  }

  @AfterEach
  void close() {
    messages.close();
    database.close();
  }

  private SignIn.Entered.Half arrive() {
    Attempt attempt = new Attempt("good", "/", Optional.empty(), Optional.empty());
    Federation.Outcome outcome =
        database.write(tx -> federation.arrive(tx, attempt, federation.ticket(), WHO, HERE));
    assertThat(outcome).isInstanceOf(Federation.Outcome.Known.class);
    SignIn.Entered entered = ((Federation.Outcome.Known) outcome).entered();
    assertThat(entered).isInstanceOf(SignIn.Entered.Half.class);
    return (SignIn.Entered.Half) entered;
  }

  private void leave(String id, Optional<String> sid) {
    database.write(
        tx -> {
          federation.left(tx, WHO.issuer(), id, Optional.empty(), sid);
          return true;
        });
  }

  private int open() {
    return database.read(handle -> sessions.all(handle, account).size());
  }

  @Test
  void theSessionThatComesOfItEndsWhenTheyLeaveThere() {
    SignIn.Entered.Half half = arrive();
    assertThat(open()).isZero();
    SignIn.Entered.In in =
        database.write(tx -> signIn.whole(tx, signIn.half(tx, half.id()), HERE, "totp", false));
    assertThat(in.opened().session().methods()).containsExactly("sso", "totp");
    leave("1", Optional.of("s-2"));
    assertThat(open()).as("another session there").isEqualTo(1);
    leave("2", Optional.of("s-1"));
    assertThat(open()).isZero();
  }

  @Test
  void whoLeavesThereMeanwhileIsNotIn() {
    SignIn.Entered.Half half = arrive();
    leave("1", Optional.of("s-1"));
    assertThatThrownBy(() -> database.write(tx -> signIn.half(tx, half.id())))
        .isInstanceOf(Refusal.class);
  }
}

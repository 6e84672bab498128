package playhouse.serving.identity.mfa;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Address;
import playhouse.serving.identity.accounts.Letters;
import playhouse.serving.identity.accounts.Profiles;
import playhouse.serving.identity.codes.Codes;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.identity.signin.SecondFactors;
import playhouse.serving.identity.signin.SignIn;
import playhouse.serving.identity.signin.WaysIn;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** The system put together. */
public final class Mfa {
  private final Factors factors;
  private final Guesses guesses;
  private final Challenges challenges;

  /** With these. */
  public Mfa(Seal seal, Codes codes, Letters letters, Clock clock) {
    factors = new Factors(seal, codes, letters, clock);
    guesses = new Guesses(clock);
    challenges = new Challenges(factors, guesses, codes, letters, clock);
  }

  /** What it knows of accounts. */
  public SecondFactors factors() {
    return factors;
  }

  /** Second factors; they let nobody in alone, but whoever set one up may be asked for it. */
  public WaysIn waysIn(Accounts accounts) {
    return new WaysIn() {
      @Override
      public String kind() {
        return "factor";
      }

      @Override
      public List<Way> of(Handle handle, UUID account) {
        return factors.setUp(handle, accounts.get(handle, account)).stream()
            .map(
                each ->
                    new Way(
                        kind(),
                        each.kind(),
                        each.hint().orElse(each.kind()),
                        each.since(),
                        Optional.empty()))
            .toList();
      }

      @Override
      public void remove(Handle tx, Account account, Session asking, String id) {
        factors.remove(tx, account, Kind.of(id));
      }
    };
  }

  /** The number that codes are sent to; empty if there is none. */
  public Optional<Address> phone(Handle handle, UUID account) {
    return FactorStore.phone(handle, account).map(kept -> Factors.phone(kept.number()));
  }

  /** Takes all second factors of an account away: their owner has none of them any more. */
  public void forget(Handle tx, Account account) {
    for (Kind kind : Kind.values()) {
      FactorStore.remove(tx, account.id(), kind);
    }
  }

  /** What it answers. */
  public List<Routes> routes(
      ServicesDatabase database,
      Accounts accounts,
      Profiles profiles,
      Sessions sessions,
      SignIn signIn) {
    return List.of(
        new FactorRoutes(database, accounts, profiles, sessions, factors),
        new SecondStepRoutes(accounts, sessions, signIn, challenges),
        new StepUpRoutes(accounts, sessions, challenges));
  }

  /** Forgets what is old; how much. */
  public int forgetOld(Handle tx) {
    return factors.forgetOld(tx) + guesses.forgetOld(tx);
  }
}

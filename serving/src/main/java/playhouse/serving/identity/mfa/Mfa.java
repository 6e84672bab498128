package playhouse.serving.identity.mfa;

import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Letters;
import playhouse.serving.identity.accounts.Profiles;
import playhouse.serving.identity.codes.Codes;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.identity.signin.SecondFactors;
import playhouse.serving.identity.signin.SignIn;
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

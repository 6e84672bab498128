package playhouse.serving.identity;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.AgeLimits;
import playhouse.serving.identity.accounts.Errands;
import playhouse.serving.identity.accounts.Letters;
import playhouse.serving.identity.accounts.Profiles;
import playhouse.serving.identity.accounts.ToPeople;
import playhouse.serving.identity.codes.Codes;
import playhouse.serving.identity.federation.SingleSignOn;
import playhouse.serving.identity.keys.MachineKeyRoutes;
import playhouse.serving.identity.keys.MachineKeys;
import playhouse.serving.identity.known.PeopleApi;
import playhouse.serving.identity.known.PeopleStore;
import playhouse.serving.identity.mfa.Mfa;
import playhouse.serving.identity.passwordless.LinkRoutes;
import playhouse.serving.identity.passwordless.PasskeyRoutes;
import playhouse.serving.identity.provider.OidcProvider;
import playhouse.serving.identity.recovery.RecoveryDesk;
import playhouse.serving.identity.risk.Door;
import playhouse.serving.identity.risk.RiskRoutes;
import playhouse.serving.identity.risk.SignUpRisk;
import playhouse.serving.identity.secrets.Passwords;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.identity.settings.AccountRoutes;
import playhouse.serving.identity.settings.OpenWays;
import playhouse.serving.identity.settings.ProfileRoutes;
import playhouse.serving.identity.settings.SessionRoutes;
import playhouse.serving.identity.settings.WaysRoutes;
import playhouse.serving.identity.signin.FailedSignIns;
import playhouse.serving.identity.signin.PasswordRoutes;
import playhouse.serving.identity.signin.SecondFactors;
import playhouse.serving.identity.signin.SignIn;
import playhouse.serving.identity.signin.Ways;
import playhouse.serving.identity.signup.SignUpRoutes;
import playhouse.serving.identity.staff.FirstAdmin;
import playhouse.serving.identity.staff.Staff;
import playhouse.serving.identity.staff.StaffRoutes;
import playhouse.serving.platform.Chassis;
import playhouse.serving.platform.http.Peers;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.operations.Systems;

/** The activity put together. */
public final class Identity implements AutoCloseable {
  /** Name of its schema. */
  public static final String SCHEMA = "identity";

  /** What it is made of. */
  public static final List<Systems.Named> SYSTEMS =
      List.of(
          new Systems.Named("S4.1", "MFA", "多因素认证"),
          new Systems.Named("S4.2", "Passwordless", "无密码登录"),
          new Systems.Named("S4.3", "Identity federation", "身份验证服务集成"),
          new Systems.Named("S4.4", "Sign-up risk scoring", "风险评估系统"));

  private static final Duration ERRANDS = Duration.ofMillis(500);
  private static final Duration FOLLOW = Duration.ofSeconds(1);
  private static final Duration REMIND = Duration.ofSeconds(5);
  private static final Duration FORGET = Duration.ofMinutes(1);

  private final Passwords passwords;
  private final List<Routes> routes;
  private final ToPeople toPeople;
  private final AgeLimits ageLimits;
  private final PeopleApi people = new PeopleStore();
  private final SignIn signIn;

  /**
   * On that chassis.
   *
   * @throws IllegalArgumentException if there is no secret to seal with
   */
  public Identity(Chassis chassis, Settings settings, Clock clock) {
    Seal seal = Seal.in(Path.of(settings.get(Setting.IDENTITY_SECRETS)));
    passwords = new Passwords(seal);
    Letters letters = new Letters(chassis.messages());
    toPeople = new ToPeople(letters, clock);
    Errands errands = new Errands(letters, seal, clock);
    Codes codes = new Codes(seal, clock);
    Accounts accounts = new Accounts(clock);
    Profiles profiles = new Profiles(seal, clock);
    ageLimits = new AgeLimits(chassis.database());
    Sessions sessions = new Sessions(chassis.database(), clock);
    Mfa mfa = new Mfa(seal, codes, letters, clock);
    SecondFactors factors = mfa.factors();
    signIn = new SignIn(accounts, sessions, factors, letters, clock);
    FailedSignIns failed = new FailedSignIns(seal, clock);
    SignUpRisk risk = new SignUpRisk(settings);
    RiskRoutes riskRoutes = new RiskRoutes(chassis.database(), risk, settings, clock);
    Door door = new Door(risk, Peers.of(settings), clock);
    SignUpRoutes signUp =
        new SignUpRoutes(accounts, codes, errands, passwords, signIn, door, clock);
    URI web = URI.create(settings.get(Setting.WEB_URL));
    PasskeyRoutes passkeys =
        new PasskeyRoutes(
            chassis.database(), accounts, sessions, signIn, factors, letters, web, clock);
    LinkRoutes links = new LinkRoutes(accounts, errands, signIn, web, clock);
    SingleSignOn sso =
        new SingleSignOn(
            settings,
            chassis.database(),
            accounts,
            sessions,
            factors,
            signIn,
            passkeys::any,
            letters,
            seal,
            door,
            clock);
    OidcProvider provider =
        new OidcProvider(chassis.database(), accounts, sessions, seal, web, clock);
    MachineKeys keys = new MachineKeys(chassis.database(), clock);
    chassis.admitMachines(token -> keys.caller(token).or(() -> provider.machines().caller(token)));
    chassis.every(FOLLOW, "identity.oidc-follow", provider::follow);
    chassis.work(FOLLOW, "identity.oidc-notices", provider::tell);
    chassis.every(FORGET, "identity.oidc-care", provider::care);
    Staff staff = new Staff(accounts, sessions, letters, clock);
    Ways ways =
        new Ways(
            List.of(
                passkeys.waysIn(),
                sso.waysIn(),
                links.waysIn(),
                mfa.waysIn(accounts),
                OpenWays.devices(sessions, clock),
                OpenWays.sessions(sessions)),
            accounts,
            sessions,
            signIn,
            letters,
            clock);
    RecoveryDesk desk =
        new RecoveryDesk(
            chassis.database(),
            accounts,
            sessions,
            signIn,
            mfa,
            ways,
            staff,
            letters,
            passwords,
            seal,
            web,
            clock);
    chassis.every(REMIND, "identity.recoveries", desk::follow);
    List<Routes> all = new ArrayList<>();
    all.addAll(
        List.of(
            new MachineKeyRoutes(chassis.database(), keys),
            signUp,
            riskRoutes,
            passkeys,
            links,
            new PasswordRoutes(
                chassis.database(),
                accounts,
                passwords,
                sessions,
                signIn,
                failed,
                codes,
                errands,
                ways),
            new WaysRoutes(chassis.database(), accounts, sessions, factors, ways),
            new AccountRoutes(
                chassis.database(),
                accounts,
                sessions,
                factors,
                passwords,
                codes,
                letters,
                staff,
                clock),
            new StaffRoutes(
                chassis.database(),
                accounts,
                sessions,
                staff,
                new FirstAdmin(settings.home().resolve("first-admin.json"))),
            new ProfileRoutes(chassis.database(), accounts, profiles, sessions),
            new SessionRoutes(chassis.database(), accounts, sessions)));
    all.addAll(mfa.routes(chassis.database(), accounts, profiles, sessions, signIn));
    all.addAll(desk.routes());
    all.addAll(sso.routes());
    all.addAll(provider.routes());
    routes = List.copyOf(all);
    chassis.admit(sessions);
    chassis.every(ERRANDS, "identity.errands", errands::run);
    chassis.every(
        FORGET,
        "identity.forget",
        tx -> {
          codes.forget(tx);
          riskRoutes.forget(tx);
          signUp.forgetOld(tx);
          sessions.forgetOld(tx);
          failed.forgetOld(tx);
          sso.forgetOld(tx);
          mfa.forgetOld(tx);
          passkeys.forgetOld(tx);
          return links.forgetOld(tx);
        });
  }

  /** For whom titles are suitable up to an age only. */
  public AgeLimits ageLimits() {
    return ageLimits;
  }

  /** Who has an account. */
  public PeopleApi people() {
    return people;
  }

  /** Tells that one of who comes in where they were before they had signed in. */
  public void tellOfThoseWhoWereAnonymous(SignIn.Arrivals that) {
    signIn.whenAnonymousBefore(that);
  }

  /** How other activities write to people. */
  public ToPeople toPeople() {
    return toPeople;
  }

  /** What it answers. */
  public List<Routes> routes() {
    return routes;
  }

  @Override
  public void close() {
    ageLimits.close();
    passwords.close();
  }
}

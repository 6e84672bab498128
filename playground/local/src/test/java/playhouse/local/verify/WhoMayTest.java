package playhouse.local.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Role;

class WhoMayTest {
  private static final String AGREED =
      """
      # what may be asked
      GET    /v1/plans all

      GET    /v1/audit admin
      GET    /health everybody
      """;

  private final WhoMay who = read(AGREED);

  @Test
  void aRouteThatNobodyAgreedToIsNobodys() {
    assertThat(who.may(Role.ADMIN, route("GET /v1/secrets", "admin"))).isFalse();
    assertThat(who.everybody(route("GET /v1/secrets"))).isFalse();
    assertThat(who.faults(List.of(route("GET /v1/secrets", "admin"))))
        .anyMatch(fault -> fault.startsWith("GET /v1/secrets is not in"));
  }

  @Test
  void aRouteThatSaysTooMuchOrTooLittleIsFound() {
    List<Asking.Route> asAgreed =
        List.of(
            route("GET /v1/plans", Set.of(Role.values())),
            route("GET /v1/audit", "admin"),
            route("GET /health"));
    assertThat(who.faults(asAgreed)).isEmpty();
    assertThat(who.faults(List.of(asAgreed.get(0), asAgreed.get(1), route("GET /health", "admin"))))
        .singleElement()
        .asString()
        .contains("GET /health says [admin]");
    assertThat(who.faults(List.of(asAgreed.get(0), asAgreed.get(1).and("viewer"), asAgreed.get(2))))
        .singleElement()
        .asString()
        .contains("GET /v1/audit says [admin, viewer], agreed was [admin]");
  }

  @Test
  void aRouteThatIsNoMoreIsFound() {
    assertThat(who.faults(List.of())).hasSize(3).allMatch(fault -> fault.contains("there is none"));
  }

  @Test
  void aLineThatIsNotUnderstoodIsNotLeftOut() {
    for (String line :
        List.of(
            "GET /v1/plans",
            "GET /v1/plans nobody",
            "GET /v1/plans everybody admin",
            "GET /v1/audit admin\nGET /v1/audit all")) {
      assertThatThrownBy(() -> read(line)).as(line).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void whatWasAgreedCanBeReadAndAuditIsTheAdminsAlone() {
    Asking.Route audit = route("GET /v1/audit", "admin");
    assertThat(WhoMay.agreed().roles()).hasSizeGreaterThan(150);
    for (Role role : Role.values()) {
      assertThat(WhoMay.agreed().may(role, audit)).isEqualTo(role == Role.ADMIN);
    }
  }

  private static WhoMay read(String text) {
    return WhoMay.of(new BufferedReader(new StringReader(text)));
  }

  private static Asking.Route route(String name, String... roles) {
    String[] words = name.split(" ", 2);
    return new Asking.Route(words[0], words[1], Set.of(roles), "");
  }

  private static Asking.Route route(String name, Set<Role> roles) {
    return route(name, roles.stream().map(Role::text).toArray(String[]::new));
  }
}

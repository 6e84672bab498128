package playhouse.serving.personalisation.experiments.policies;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import playhouse.contracts.Role;
import playhouse.models.offpolicy.Estimate;
import playhouse.models.offpolicy.Estimators;
import playhouse.models.offpolicy.Log;
import playhouse.models.offpolicy.Policies;
import playhouse.models.offpolicy.Policy;
import playhouse.models.offpolicy.RewardModel;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/** Estimates of policies over HTTP. */
public final class PolicyRoutes implements Routes {
  private static final long SEED = 1;
  private static final int FEWEST_ROWS = 200;

  private final LoggedLists lists;

  /**
   * Candidates, learnt on the older half of the log and estimated on the newer.
   *
   * @param learn from rows before, for the titles and places of all rows
   */
  private record Candidate(String name, BiFunction<Log, Log, Policy> learn) {}

  private static final List<Candidate> CANDIDATES =
      List.of(
          new Candidate("uniform", (past, all) -> Policy.uniform(all.items(), all.positions())),
          new Candidate("thompson", (past, all) -> Policies.thompson(past, SEED)),
          new Candidate("greedy", (past, all) -> Policies.greedy(past)));

  /**
   * What a policy would earn: clicks a title shown.
   *
   * @param rows titles shown that it is estimated on
   * @param logged what the policy that served them earned
   * @param effectiveShare share of rows that count: below a hundredth nothing is to be believed
   */
  record View(
      String policy,
      int rows,
      double logged,
      Estimate ips,
      Estimate snips,
      Estimate dr,
      double effectiveShare) {}

  /** From those lists. */
  public PolicyRoutes(LoggedLists lists) {
    this.lists = lists;
  }

  @Override
  public String system() {
    return "S6.3";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
                "/v1/policies/{name}/estimate",
                "What a policy would have earned on the newest lists (IPS, SNIPS, DR).")
            .may(Role.OPERATOR, Role.ANALYST)
            .filter("surface", "Of lists of one surface only, such as home.")
            .gives(View.class)
            .read(this::estimate));
  }

  private Answer estimate(Request request) {
    String name = request.path("name");
    Candidate candidate =
        CANDIDATES.stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    Refusal.missing(
                        "there is no policy "
                            + name
                            + "; there are "
                            + CANDIDATES.stream().map(Candidate::name).toList()));
    Log all = lists.log(request.query("surface"));
    int half = all.rows().size() / 2;
    if (half < FEWEST_ROWS) {
      throw Refusal.conflict(
          "too_few_lists", "there are " + half * 2 + " titles shown, it takes " + FEWEST_ROWS * 2);
    }
    Log past = all.part(0, half);
    Log now = all.part(half, all.rows().size());
    Policy policy = candidate.learn().apply(past, all);
    Estimators of = new Estimators(now, policy, RewardModel.learn(past));
    double logged =
        Stream.of(now)
            .flatMap(log -> log.rows().stream())
            .mapToDouble(r -> r.reward())
            .average()
            .orElse(0);
    return Answer.ok(
        new View(
            name, now.rows().size(), logged, of.ips(), of.snips(), of.dr(), of.effectiveShare()));
  }
}

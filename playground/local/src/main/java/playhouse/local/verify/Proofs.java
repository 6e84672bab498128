package playhouse.local.verify;

import java.util.List;
import playhouse.local.verify.budgets.Budgets;
import playhouse.local.verify.experiments.Experiments;
import playhouse.local.verify.ledger.Ledger;
import playhouse.local.verify.pacing.Pacing;
import playhouse.local.verify.rights.Rights;
import playhouse.local.verify.training.ReproducibleTraining;

/** The proofs that there are. */
final class Proofs {
  static final List<Proof> ALL =
      List.of(
          new KpiParity(),
          new Authorisation(),
          new Ledger(),
          new Rights(),
          new Budgets(),
          new Experiments(),
          new Pacing(),
          new ReproducibleTraining());

  private Proofs() {}
}

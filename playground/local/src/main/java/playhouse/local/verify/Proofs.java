package playhouse.local.verify;

import java.util.List;
import playhouse.local.verify.ledger.Ledger;

/** The proofs that there are. */
final class Proofs {
  static final List<Proof> ALL = List.of(new KpiParity(), new Authorisation(), new Ledger());

  private Proofs() {}
}

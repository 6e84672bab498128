package playhouse.serving.billing.fraud;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.billing.fraud.seen.Features;
import playhouse.serving.billing.payments.routing.Screening;
import playhouse.serving.billing.payments.routing.Screening.Verdict;

/** What was decided of each attempt, in the database. */
final class DecisionStore {
  private DecisionStore() {}

  /** What is answered of an attempt: what people decided of it, or what was decided first. */
  static Optional<Verdict> find(Handle tx, UUID payment, int attempt) {
    return tx.createQuery(
            """
            select case c.decision when 'genuine' then 'allow' when 'fraud' then 'deny'
              else d.verdict end
            from billing.fraud_decision d
            left join billing.fraud_case c on c.payment = d.payment and c.attempt = d.attempt
            where d.payment = :payment and d.attempt = :attempt""")
        .bind("payment", payment)
        .bind("attempt", attempt)
        .mapTo(String.class)
        .findOne()
        .map(text -> Verdict.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  /** Whether people have looked at the payment made with that method, and found it genuine. */
  static boolean genuine(Handle tx, Screening.Question question) {
    return tx.createQuery(
            """
            select exists (select from billing.fraud_case c
              join billing.fraud_attempt a on a.payment = c.payment and a.attempt = c.attempt
              join billing.fraud_attempt b on b.payment = c.payment and b.attempt = :attempt
              where c.payment = :payment and c.decision = 'genuine' and a.method = b.method)""")
        .bind("payment", question.payment())
        .bind("attempt", question.attempt())
        .mapTo(Boolean.class)
        .one();
  }

  static void add(Handle tx, Screening.Question q, Features features, Judgement judgement) {
    tx.createUpdate(
            """
            insert into billing.fraud_decision (payment, attempt, person, at, currency, amount,
              verdict, score, reasons, shadow, model, features, control)
            values (:payment, :attempt, :person, :at, :currency, :amount, :verdict, :score, :reasons,
              :shadow, :model, :features::jsonb, :control)""")
        .bind("payment", q.payment())
        .bind("attempt", q.attempt())
        .bind("person", q.person())
        .bind("at", q.at())
        .bind("currency", q.amount().getCurrencyUnit().getCode())
        .bind("amount", q.amount().getAmount())
        .bind("verdict", judgement.verdict().name().toLowerCase(Locale.ROOT))
        .bind("score", judgement.score())
        .bind("reasons", String.join(",", judgement.reasons()))
        .bind("shadow", String.join(",", judgement.shadow()))
        .bind("model", judgement.model())
        .bind("features", features.json())
        .bind("control", judgement.control())
        .execute();
  }

  /** What a payment's attempts were made with: kind and hash, as lists name them. */
  static List<String> madeWith(Handle tx, UUID payment, int attempt) {
    return tx.createQuery(
            """
            select 'method/' || method from billing.fraud_attempt
            where payment = :payment and attempt = :attempt
            union all
            select 'device/' || device from billing.fraud_attempt
            where payment = :payment and attempt = :attempt and device is not null""")
        .bind("payment", payment)
        .bind("attempt", attempt)
        .mapTo(String.class)
        .list();
  }
}

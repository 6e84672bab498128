package playhouse.serving.billing.reconciliation.statements;

import java.math.BigDecimal;
import org.joda.money.Money;

/**
 * What a provider or a bank says of one movement of money.
 *
 * @param number from 1
 * @param type charge, refund, chargeback, chargeback-fee or chargeback-won; payout at a bank
 * @param batch that it is paid out with; empty at a bank
 * @param reference our own name of it; at a bank the batches that it may be of, with spaces between
 * @param gross as it was taken; what went away is negative
 * @param rate units of the net's currency for one of the gross'
 * @param fee that was kept, in the net's currency
 * @param net that is paid out
 */
public record StatementLine(
    int number,
    String type,
    String batch,
    String reference,
    Money gross,
    BigDecimal rate,
    Money fee,
    Money net) {}

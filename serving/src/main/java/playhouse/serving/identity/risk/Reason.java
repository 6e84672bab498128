package playhouse.serving.identity.risk;

/**
 * Why a sign-up has its score.
 *
 * @param code the rule's
 * @param contribution points: the score's log-odds are their sum
 * @param en in English
 * @param zh in Chinese
 */
public record Reason(String code, double contribution, String en, String zh) {}

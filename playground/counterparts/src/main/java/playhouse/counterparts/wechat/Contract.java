package playhouse.counterparts.wechat;

/**
 * What a payer has agreed to: to be charged without being there.
 *
 * @param code the merchant's name of it, {@code out_contract_code}
 * @param id our name of it, {@code contract_id}; empty until it is signed
 * @param payer what the payer shows as their name; who is called {@code tok_declined…} has no money
 * @param hook where the merchant wants to be told
 * @param state CREATED, SIGNED or TERMINATED
 */
record Contract(String code, String id, String payer, String hook, String state) {
  Contract in(String other, String as) {
    return new Contract(code, as, payer, hook, other);
  }
}

insert into ledger_account values
  ('advertisers', 'asset', 'Due from advertisers', '应收广告款'),
  ('ad_revenue', 'income', 'Revenue from ads', '广告收入');

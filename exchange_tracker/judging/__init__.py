"""Section 3 of the contract and nothing else: periods, the table of statuses, the rule of judgement."""

"""What a hand would write in SQL for the answer of each page of compliance: the same rows, and no more."""

from clauses.hours.bench.bare import BOARD as HOURS_BOARD

BUYERS, HOURS = HOURS_BOARD
OPERATIONS = (
    "SELECT id, name FROM operation WHERE id IN (SELECT operation_id FROM contract WHERE body_id = 1) "
    "ORDER BY name"
)
HELD = HOURS[: HOURS.index("SELECT * FROM (")]
"""The hours of each clause, as the board of hours has them."""
RANK = "CASE k.standing WHEN 'late' THEN 0 WHEN 'missing_report' THEN 1 WHEN 'watch' THEN 2 ELSE 3 END"
BOARD = (
    BUYERS,
    OPERATIONS,
    f"""{HELD}
SELECT count(*), sum(b.owed), sum(b.declared), sum(b.validated), sum(b.counted), sum(expected), sum(target),
  sum(min(middle, max(target, b.counted))), sum(standing = 'late'), sum(standing = 'watch'),
  sum(standing = 'missing_report'), sum(standing = 'on_track'), min(start_by), sum(late)
FROM board b LEFT JOIN clause_standing k ON k.terms_id = b.id
""",
    f"""{HELD}
SELECT b.*, k.standing, k.reason, k.expected, k.target, k.low, k.middle, k.high, k.people, k.start_by,
  k.computed_on
FROM board b LEFT JOIN clause_standing k ON k.terms_id = b.id
ORDER BY {RANK}, k.start_by NULLS LAST, k.target - k.middle DESC, b.id LIMIT 50
""",
)
CHASE = (
    """
SELECT s.id, s.organisation_id, o.name, s.month, s.due_on, s.state, s.returned_at, c.id, c.title, c.reference,
  c.buyer_id, b.name
FROM statement s JOIN organisation o ON o.id = s.organisation_id
JOIN commitment m ON m.id = s.commitment_id JOIN clause_terms e ON e.id = m.terms_id
JOIN lot l ON l.id = e.lot_id JOIN contract c ON c.id = l.contract_id
JOIN organisation b ON b.id = c.buyer_id
WHERE s.body_id = 1 AND s.state IN ('expected', 'draft', 'returned') AND s.due_on < :today
ORDER BY s.due_on
""",
    "SELECT * FROM contact WHERE organisation_id IN (SELECT organisation_id FROM statement "
    "WHERE body_id = 1 AND state IN ('expected', 'draft', 'returned')) ORDER BY organisation_id, rank",
    "SELECT * FROM reminder WHERE body_id = 1 ORDER BY id DESC LIMIT 200",
)
PACK = (
    f"""{HELD}
SELECT b.buyer_id, b.buyer, count(*), sum(k.standing = 'late'),
  sum(k.standing IN ('late', 'missing_report', 'watch')),
  sum((k.standing IN ('late', 'watch') AND k.start_by IS NOT NULL) + (coalesce(b.late, 0) >= 2))
FROM board b LEFT JOIN clause_standing k ON k.terms_id = b.id GROUP BY b.buyer_id, b.buyer
""",
    "SELECT buyer_id, count(*) FROM contract WHERE body_id = 1 AND archived_on IS NULL "
    "AND (stage = 'buyer_visa' OR stage = 'notified' AND kick_off_on IS NULL) GROUP BY buyer_id",
    "SELECT c.buyer_id, count(*) FROM penalty_file f JOIN contract c ON c.id = f.contract_id "
    "WHERE c.body_id = 1 AND f.state IN ('drafted', 'proposed') GROUP BY c.buyer_id",
)

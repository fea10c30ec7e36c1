/* The same tasks by somebody else's solvers. LEMON's network simplex: all but overlaps. CBC: all.
 *
 *   peer lemon    reads tasks (plan_tool.c says how), writes a line each: value milliseconds of CPU, or "infeasible 0"
 *   peer cbc      the same
 *   peer conflict reads tasks, writes a line each: the fewest rules that cannot be kept together, by trying all sets
 *                 with LEMON; 0: all can
 */
#include <coin/Cbc_C_Interface.h>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <lemon/list_graph.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <vector>

static double
cpu_ms()
{
        timespec now;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
        return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

struct Need { int limit, group; };
struct Offer { int capacity, party; };
struct Group { int parent, floor; };
struct Edge { int need, offer, score, exclusion; };
struct Overlap { int a, b, penalty; };

struct Task {
        std::vector<Need> needs;
        std::vector<Offer> offers;
        std::vector<Group> groups;
        std::vector<Edge> edges;
        std::vector<Overlap> overlaps;
};

static bool
read_task(Task &t)
{
        size_t needs, offers, groups, edges, overlaps, exclusions;

        if (scanf("%zu %zu %zu %zu %zu %zu", &needs, &offers, &groups, &edges, &overlaps, &exclusions) != 6)
                return false;
        t = Task();
        t.needs.resize(needs), t.offers.resize(offers), t.groups.resize(groups), t.edges.resize(edges);
        t.overlaps.resize(overlaps);
        bool ok = true;
        for (auto &n : t.needs)
                ok = ok && scanf("%d %d", &n.limit, &n.group) == 2;
        for (auto &o : t.offers)
                ok = ok && scanf("%d %d", &o.capacity, &o.party) == 2;
        for (auto &g : t.groups)
                ok = ok && scanf("%d %d", &g.parent, &g.floor) == 2;
        for (auto &e : t.edges)
                ok = ok && scanf("%d %d %d %d", &e.need, &e.offer, &e.score, &e.exclusion) == 4;
        for (auto &o : t.overlaps)
                ok = ok && scanf("%d %d %d", &o.a, &o.b, &o.penalty) == 3;
        return ok;
}

/* A circulation: root -> groups -> needs -> offers -> root. A need's first place passes its groups, the others not. */
static bool
by_lemon(const Task &t, long long &value, double &ms)
{
        typedef lemon::SmartDigraph G;
        const int many = 1 << 29;
        G g;
        std::vector<G::Node> groups, needs, offers;
        std::vector<G::Arc> arcs;
        std::vector<long long> low, high, cost;
        G::Node root = g.addNode();
        auto add = [&](G::Node a, G::Node b, long long l, long long h, long long c) {
                arcs.push_back(g.addArc(a, b));
                low.push_back(l), high.push_back(h), cost.push_back(c);
        };
        for (size_t i = 0; i < t.groups.size(); i++)
                groups.push_back(g.addNode());
        for (size_t i = 0; i < t.needs.size(); i++)
                needs.push_back(g.addNode());
        for (size_t i = 0; i < t.offers.size(); i++)
                offers.push_back(g.addNode());
        for (size_t i = 0; i < t.groups.size(); i++)
                add(t.groups[i].parent < 0 ? root : groups[t.groups[i].parent], groups[i], t.groups[i].floor, many, 0);
        for (size_t i = 0; i < t.needs.size(); i++) {
                add(t.needs[i].group < 0 ? root : groups[t.needs[i].group], needs[i], 0, t.needs[i].limit > 0, 0);
                if (t.needs[i].limit > 1)
                        add(root, needs[i], 0, t.needs[i].limit - 1, 0);
        }
        for (auto &e : t.edges)
                if (!e.exclusion)
                        add(needs[e.need], offers[e.offer], 0, 1, -(long long)e.score);
        for (size_t i = 0; i < t.offers.size(); i++)
                add(offers[i], root, 0, t.offers[i].capacity, 0);
        G::ArcMap<long long> lows(g), highs(g), costs(g);
        for (size_t i = 0; i < arcs.size(); i++)
                lows[arcs[i]] = low[i], highs[arcs[i]] = high[i], costs[arcs[i]] = cost[i];
        lemon::NetworkSimplex<G, long long, long long> simplex(g);
        simplex.lowerMap(lows).upperMap(highs).costMap(costs);
        double began = cpu_ms();
        bool solved = simplex.run() == simplex.OPTIMAL;
        ms = cpu_ms() - began;
        value = solved ? -simplex.totalCost<long long>() : 0;
        return solved;
}

static void
tell_lemon(const Task &t)
{
        long long value;
        double ms;
        if (by_lemon(t, value, ms))
                printf("%lld %.4f\n", value, ms);
        else
                printf("infeasible %.4f\n", ms);
}

/* Floors, capacities and exclusions, in this order: those whose bit is not set are given up. */
static bool
can_keep(const Task &t, unsigned set)
{
        Task some = t;
        unsigned bit = 0;
        long long value;
        double ms;
        for (auto &g : some.groups)
                g.floor = set >> bit++ & 1 ? g.floor : 0;
        for (auto &o : some.offers)
                o.capacity = set >> bit++ & 1 ? o.capacity : 1000000;
        for (auto &e : some.edges)
                e.exclusion = e.exclusion && (set >> (bit + e.exclusion - 1) & 1) ? e.exclusion : 0;
        return by_lemon(some, value, ms);
}

static void
tell_conflict(const Task &t)
{
        unsigned rules = t.groups.size() + t.offers.size() + 3;
        int least = 0;
        if (!can_keep(t, (1u << rules) - 1))
                for (unsigned set = 0; set < 1u << rules; set++)
                        if ((!least || __builtin_popcount(set) < least) && !can_keep(t, set))
                                least = __builtin_popcount(set);
        printf("%d\n", least);
}

struct Rows {
        std::vector<int> start, index;
        std::vector<double> value, low, high;
        void begin(double l, double h) { start.push_back((int)index.size()), low.push_back(l), high.push_back(h); }
        void add(int column, double v) { index.push_back(column), value.push_back(v); }
};

/* Whole numbers: x per edge; z per need, is it served; y per two edges that overlap, are both chosen. */
static void
by_cbc(const Task &t)
{
        const double inf = 1e30;
        int x = 0, z = (int)t.edges.size(), columns = z + (int)t.needs.size();
        std::vector<double> gain;
        Rows rows;
        for (auto &e : t.edges)
                gain.push_back(e.score);
        gain.resize(columns, 0);
        for (size_t i = 0; i < t.needs.size(); i++) {
                rows.begin(-inf, t.needs[i].limit);
                for (size_t e = 0; e < t.edges.size(); e++)
                        if (t.edges[e].need == (int)i)
                                rows.add(x + (int)e, 1);
                rows.begin(-inf, 0);
                rows.add(z + (int)i, 1);
                for (size_t e = 0; e < t.edges.size(); e++)
                        if (t.edges[e].need == (int)i)
                                rows.add(x + (int)e, -1);
        }
        for (size_t j = 0; j < t.offers.size(); j++) {
                rows.begin(-inf, t.offers[j].capacity);
                for (size_t e = 0; e < t.edges.size(); e++)
                        if (t.edges[e].offer == (int)j)
                                rows.add(x + (int)e, 1);
        }
        for (size_t g = 0; g < t.groups.size(); g++) {
                rows.begin(t.groups[g].floor, inf);
                for (size_t i = 0; i < t.needs.size(); i++)
                        for (int at = t.needs[i].group; at >= 0; at = t.groups[at].parent)
                                if (at == (int)g)
                                        rows.add(z + (int)i, 1);
        }
        for (auto &o : t.overlaps)
                for (size_t e = 0; e < t.edges.size(); e++)
                        for (size_t f = o.a == o.b ? e + 1 : 0; f < t.edges.size(); f++)
                                if (t.edges[e].need == o.a && t.edges[f].need == o.b &&
                                    t.offers[t.edges[e].offer].party != t.offers[t.edges[f].offer].party) {
                                        rows.begin(-inf, 1);
                                        rows.add((int)e, 1), rows.add((int)f, 1), rows.add(columns, -1);
                                        gain.push_back(-o.penalty), columns++;
                                }
        rows.start.push_back((int)rows.index.size());
        Cbc_Model *m = Cbc_newModel();
        Cbc_setParameter(m, "logLevel", "0");
        for (int c = 0; c < columns; c++) {
                bool shut = c < z && t.edges[c].exclusion;
                Cbc_addCol(m, "", 0, shut ? 0 : 1, gain[c], 1, 0, nullptr, nullptr);
        }
        for (size_t r = 0; r < rows.low.size(); r++) {
                int first = rows.start[r], n = rows.start[r + 1] - first;
                bool is_least = rows.high[r] == inf;
                Cbc_addRow(m, "", n, &rows.index[first], &rows.value[first], is_least ? 'G' : 'L',
                           is_least ? rows.low[r] : rows.high[r]);
        }
        Cbc_setObjSense(m, -1);
        double began = cpu_ms();
        Cbc_solve(m);
        double ms = cpu_ms() - began;
        if (Cbc_isProvenOptimal(m))
                printf("%.0f %.4f\n", Cbc_getObjValue(m), ms);
        else
                printf("%s %.4f\n", Cbc_isProvenInfeasible(m) ? "infeasible" : "unknown", ms);
        Cbc_deleteModel(m);
}

int
main(int argc, char **argv)
{
        Task t;

        if (argc != 2)
                return 2;
        while (read_task(t)) {
                if (!strcmp(argv[1], "lemon"))
                        tell_lemon(t);
                else if (!strcmp(argv[1], "conflict"))
                        tell_conflict(t);
                else
                        by_cbc(t);
        }
        return 0;
}
